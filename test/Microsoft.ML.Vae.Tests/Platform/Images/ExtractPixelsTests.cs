using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tests.Infrastructure;
using Shouldly;
using Xunit;
using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;

namespace Microsoft.ML.Vae.Tests.Platform.Images;

public class ExtractPixelsTests
{
    private const byte Alpha = 251;

    private readonly MLContext _context = new(1);

    public static TheoryData<ColorsOrder, ColorBits, bool> Layouts()
    {
        var layouts = new TheoryData<ColorsOrder, ColorBits, bool>();
        foreach (ColorsOrder order in Enum.GetValues<ColorsOrder>())
        {
            foreach (ColorBits colors in new[] { ColorBits.Rgb, ColorBits.All, ColorBits.Blue, ColorBits.Red | ColorBits.Alpha })
            {
                layouts.Add(order, colors, true);
                layouts.Add(order, colors, false);
            }
        }

        return layouts;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Transform_AnyLayout_HasEachColorInItsPlace(ColorsOrder order, ColorBits colors, bool isInterleaved)
    {
        using MLImage image = TwoColors.Make(Alpha);
        IDataView view = ImageRow.View(_context, image);
        IDataView pixels = _context.Transforms.ExtractPixels("Pixels", "Image", colors, order, isInterleaved).Fit(view).Transform(view);

        float[] expected = Expected(order, colors, isInterleaved);
        int planes = expected.Length / 15;
        pixels.Schema["Pixels"].Type.ShouldBe(isInterleaved
            ? new VectorDataViewType(NumberDataViewType.Single, 5, 3, planes)
            : new VectorDataViewType(NumberDataViewType.Single, planes, 5, 3));
        pixels.Vectors<float>("Pixels").Single().ShouldBe(expected);
    }

    [Fact]
    public void Transform_OffsetAndScale_AreAppliedInThisOrder()
    {
        using MLImage image = TwoColors.Make();
        IDataView view = ImageRow.View(_context, image);
        IDataView pixels = _context.Transforms.ExtractPixels("Pixels", "Image", ColorBits.Red, offsetImage: 100, scaleImage: 0.5f)
            .Fit(view).Transform(view);

        pixels.Vectors<float>("Pixels").Single()
            .ShouldBe(Expected(ColorsOrder.ARGB, ColorBits.Red, false).Select(value => (value - 100) * 0.5f));
    }

    [Fact]
    public void Transform_Bytes_AreNeitherShiftedNorScaled()
    {
        using MLImage image = TwoColors.Make();
        IDataView view = ImageRow.View(_context, image);
        IDataView pixels = _context.Transforms.ExtractPixels("Pixels", "Image", offsetImage: 3, scaleImage: 2, outputAsFloatArray: false)
            .Fit(view).Transform(view);

        pixels.Schema["Pixels"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Byte, 3, 5, 3));
        pixels.Vectors<byte>("Pixels").Single().Select(value => (float)value).ShouldBe(Expected(ColorsOrder.ARGB, ColorBits.Rgb, false));
    }

    [Fact]
    public void Transform_RedFirstImage_IsTheSame()
    {
        using MLImage image = TwoColors.Make();
        byte[] swapped = image.Pixels.ToArray();
        for (int i = 0; i < swapped.Length; i += 4)
            (swapped[i], swapped[i + 2]) = (swapped[i + 2], swapped[i]);
        using MLImage redFirst = MLImage.CreateFromPixels(TwoColors.Width, TwoColors.Height, MLPixelFormat.Rgba32, swapped);

        IDataView view = ImageRow.View(_context, image, redFirst);
        List<float[]> rows = _context.Transforms.ExtractPixels("Pixels", "Image").Fit(view).Transform(view).Vectors<float>("Pixels");
        rows[1].ShouldBe(rows[0]);
    }

    [Fact]
    public void Transform_NoImage_IsAVectorOfZeros()
    {
        IDataView view = ImageRow.View(_context, (MLImage?)null);
        IDataView pixels = _context.Transforms.ExtractPixels("Pixels", "Image").Fit(view).Transform(view);
        pixels.Read<VBuffer<float>, (int, bool, int)>("Pixels", row => (row.Length, row.IsDense, row.GetValues().Length))
            .ShouldBe([(45, false, 0)]);
    }

    [Fact]
    public void Transform_ImageOfAnotherSize_ThrowsAtTheRow()
    {
        using MLImage image = TwoColors.Solid(5, 3, 1, 2, 3);
        IDataView view = ImageRow.View(_context, image);
        IDataView pixels = _context.Transforms.ExtractPixels("Pixels", "Image").Fit(view).Transform(view);
        Should.Throw<InvalidOperationException>(() => pixels.Vectors<float>("Pixels"));
    }

    [Fact]
    public void Transform_End_DisposesTheLastImageThatWasRead()
    {
        (MLImage first, MLImage last) = (TwoColors.Make(), TwoColors.Make());
        IDataView view = ImageRow.View(_context, first, last);
        _context.Transforms.ExtractPixels("Pixels", "Image").Fit(view).Transform(view).Vectors<float>("Pixels");
        first.Width.ShouldBe(TwoColors.Width);
        Should.Throw<InvalidOperationException>(() => last.Width);
    }

    [Fact]
    public void Fit_ImagesOfNoKnownSize_Throws()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.LoadImages("Image", folder.FullName, "Path")
            .Append(_context.Transforms.ExtractPixels("Pixels", "Image")).Fit(PathRow.View(_context)))
            .Message.ShouldStartWith("Schema mismatch for input column 'Image': expected known-size image, got unknown-size image");
    }

    [Fact]
    public void ExtractPixels_ImpossibleOptions_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ExtractPixels("P", colorsToExtract: 0)).ParamName.ShouldBe("colorsToExtract");
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ExtractPixels("P", scaleImage: 0)).ParamName.ShouldBe("scaleImage");
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ExtractPixels("P", offsetImage: float.NaN)).ParamName.ShouldBe("offsetImage");
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ExtractPixels(" ")).ParamName.ShouldBe("name");
    }

    private static float[] Expected(ColorsOrder order, ColorBits colors, bool isInterleaved)
    {
        Dictionary<char, ColorBits> bits = new() { ['A'] = ColorBits.Alpha, ['R'] = ColorBits.Red, ['G'] = ColorBits.Green, ['B'] = ColorBits.Blue };
        char[] planes = [.. $"{order}".Where(letter => colors.HasFlag(bits[letter]))];
        IEnumerable<int> places = Enumerable.Range(0, 15);
        return isInterleaved
            ? [.. places.SelectMany(_ => planes, Value)]
            : [.. planes.SelectMany(_ => places, (color, place) => Value(place, color))];
    }

    private static float Value(int place, char color)
    {
        (byte red, byte green, byte blue) = TwoColors.IsCorner(place % 3, place / 3) ? TwoColors.Corner : TwoColors.Back;
        return color switch
        {
            'A' => Alpha,
            'R' => red,
            'G' => green,
            _ => blue,
        };
    }
}
