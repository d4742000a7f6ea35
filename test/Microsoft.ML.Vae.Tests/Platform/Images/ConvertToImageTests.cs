using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Tests.Inputs;
using Shouldly;
using Xunit;
using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;

namespace Microsoft.ML.Vae.Tests.Platform.Images;

public class ConvertToImageTests
{
    private readonly MLContext _context = new(1);

    [Theory]
    [MemberData(nameof(ExtractPixelsTests.Layouts), MemberType = typeof(ExtractPixelsTests))]
    public void Transform_ExtractedPixels_MakeTheSameImage(ColorsOrder order, ColorBits colors, bool isInterleaved)
    {
        using MLImage image = TwoColors.Make();
        IDataView view = ImageRow.View(_context, image);
        IDataView made = _context.Transforms.ExtractPixels("Pixels", "Image", colors, order, isInterleaved)
            .Append(_context.Transforms.ConvertToImage(5, 3, "Made", "Pixels", colors, order, isInterleaved)).Fit(view).Transform(view);

        made.Schema["Made"].Type.ShouldBe(new ImageDataViewType(5, 3));
        byte[] expected = image.Pixels.ToArray();
        ColorBits[] places = [ColorBits.Blue, ColorBits.Green, ColorBits.Red];
        for (int i = 0; i < expected.Length; i++)
        {
            if (i % 4 < 3 && !colors.HasFlag(places[i % 4]))
                expected[i] = 0;
        }
        made.Pixels("Made").Single().ShouldBe(expected);
    }

    [Fact]
    public void Transform_Scaled_FirstScalesThenShifts()
    {
        byte[] pixels = Convert(new Row { Values = [0.2f, 0.5f, 1] }, scale: 200, offset: 10, colors: ColorBits.Rgb);
        // Blue, green, red; halves go to the even number.
        pixels[..3].ShouldBe([190, 90, 30]);
    }

    /// <summary>What surprises most: scaled colours without alpha are wholly transparent.</summary>
    [Fact]
    public void Transform_ScaledWithoutAlpha_IsTransparent()
    {
        Convert(new Row { Values = [0.2f, 0.5f, 1] }, scale: 255, offset: 0, colors: ColorBits.Rgb)[3].ShouldBe((byte)0);
        Convert(new Row { Values = [20, 50, 100] }, scale: 1, offset: 0, colors: ColorBits.Rgb)[3].ShouldBe((byte)255);
    }

    [Fact]
    public void Transform_DefaultColors_AreNotUsed()
    {
        IDataView view = _context.Data.LoadFromEnumerable(new[] { new Row { Values = [7, 8, 9] } });
        _context.Transforms.ConvertToImage(
            1, 3, "Made", "Values", ColorBits.Red, defaultAlpha: 1, defaultRed: 2, defaultGreen: 3, defaultBlue: 4)
            .Fit(view).Transform(view).Pixels("Made").Single().ShouldBe([0, 0, 7, 255, 0, 0, 8, 255, 0, 0, 9, 255]);
    }

    [Fact]
    public void Transform_Bytes_AreNotScaled()
    {
        IDataView view = _context.Data.LoadFromEnumerable(new[] { new Row { Bytes = [7, 8, 9], Doubles = [7, 8, 9] } });
        foreach (string column in new[] { nameof(Row.Bytes), nameof(Row.Doubles) })
        {
            VectorToImageConvertingTransformer model = _context.Transforms.ConvertToImage(1, 1, "Made", column, scaleImage: 2).Fit(view);
            model.Transform(view).Read<MLImage, byte>("Made", image => image.Pixels[2]).ShouldBe([column == "Bytes" ? (byte)7 : (byte)14]);
        }
    }

    [Fact]
    public void Transform_AnImage_IsTaggedAndBlueFirst() =>
        Made(new Row { Values = [1, 2, 3] }, image => (image.Tag, image.PixelFormat, image.Width, image.Height))
            .ShouldBe(("VectorToImageConvertingTransformer", MLPixelFormat.Bgra32, 1, 1));

    [Fact]
    public void Transform_SparseZeros_AreNoImage()
    {
        Made(new Row { Sparse = new VBuffer<float>(3, 0, [], []) }, image => (object?)image, nameof(Row.Sparse)).ShouldBeNull();
        Made(new Row { Sparse = new VBuffer<float>(3, 1, [9], [2]) }, image => image.Pixels.ToArray(), nameof(Row.Sparse)).ShouldBe([9, 0, 0, 255]);
    }

    [Theory]
    [InlineData("Values", 2, "expected Vector<Single, 2, 1, 3>, got Vector<Single, 3>")]
    [InlineData("Number", 1, "expected image, got Single")]
    public void Fit_AnotherSize_Throws(string column, int height, string message)
    {
        IDataView view = _context.Data.LoadFromEnumerable(new[] { new Row() });
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ConvertToImage(height, 1, "Made", column).Fit(view))
            .Message.ShouldStartWith($"Schema mismatch for input column '{column}': {message}");
    }

    [Fact]
    public void Fit_InAChain_ChecksTheKind()
    {
        IDataView view = _context.Data.LoadFromEnumerable(new[] { new Row() });
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.CopyColumns("Copy", "Variable")
            .Append(_context.Transforms.ConvertToImage(1, 1, "Made", "Copy"))
            .GetOutputSchema(SchemaShapes.Of(view)))
            .Message.ShouldStartWith(
                "Schema mismatch for input column 'Copy': expected known-size vector of type Single, Double or Byte, got VarVector<Single>");
    }

    [Fact]
    public void ConvertToImage_ImpossibleOptions_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ConvertToImage(0, 1, "A")).ParamName.ShouldBe("imageHeight");
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ConvertToImage(1, 0, "A")).ParamName.ShouldBe("imageWidth");
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ConvertToImage(1, 1, "A", scaleImage: 0)).ParamName.ShouldBe("scaleImage");
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ConvertToImage(1, 1, "A", colorsPresent: 0))
            .ParamName.ShouldBe("colorsPresent");
    }

    private byte[] Convert(Row row, float scale, float offset, ColorBits colors)
    {
        IDataView view = _context.Data.LoadFromEnumerable(new[] { row });
        return _context.Transforms.ConvertToImage(1, 1, "Made", "Values", colors, scaleImage: scale, offsetImage: offset)
            .Fit(view).Transform(view).Pixels("Made").Single();
    }

    private T Made<T>(Row row, Func<MLImage, T> use, string column = nameof(Row.Values))
    {
        IDataView view = _context.Data.LoadFromEnumerable(new[] { row });
        return _context.Transforms.ConvertToImage(1, 1, "Made", column).Fit(view).Transform(view).Read("Made", use).Single();
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Values { get; set; } = [];

        [VectorType(3)]
        public byte[] Bytes { get; set; } = [];

        [VectorType(3)]
        public double[] Doubles { get; set; } = [];

        [VectorType(3)]
        public VBuffer<float> Sparse { get; set; }

        public float[] Variable { get; set; } = [];

        public float Number { get; set; }
    }
}
