using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Shouldly;
using Xunit;
using static Microsoft.ML.Transforms.Image.ImageResizingEstimator;

namespace Microsoft.ML.Vae.Tests.Platform.Images;

public class ResizeImagesTests
{
    // Skia's filters are compared where colours are flat, two source pixels away from any edge.
    private const int Tolerance = 2;

    private readonly MLContext _context = new(1);

    [Fact]
    public void Fill_TwiceTheSize_RepeatsEveryPixel()
    {
        using MLImage image = TwoColors.Make();
        using MLImage large = TwoColors.Make(6, 10, (x, y) => TwoColors.IsCorner(x / 2, y / 2) ? TwoColors.Corner : TwoColors.Back);

        Resize(image, 6, 10, ResizingKind.Fill, Anchor.Center, made => made.Pixels.ToArray()).ShouldBe(large.Pixels.ToArray());
    }

    [Fact]
    public void Fill_AThirdOfTheSize_TakesTheMiddlePixels()
    {
        using MLImage image = TwoColors.Make(9, 3, (x, y) => ((byte)(10 * x), (byte)(10 * y), 7));
        Resize(image, 3, 1, ResizingKind.Fill, Anchor.Center, made => new[] { made.At(0, 0), made.At(1, 0), made.At(2, 0) })
            .ShouldBe([((byte)10, (byte)10, (byte)7), ((byte)40, (byte)10, (byte)7), ((byte)70, (byte)10, (byte)7)]);
    }

    [Fact]
    public void IsoPad_WideImage_HasEmptyBandsAboveAndBelow()
    {
        using MLImage image = LeftAndRight(20, 10);
        Resize(image, 40, 40, ResizingKind.IsoPad, Anchor.Center, made =>
        {
            int[] empty = [0, 9, 30, 39];
            foreach (int y in empty)
                made.At(20, y).ShouldBe(((byte)0, (byte)0, (byte)0));
            ShouldBeNear(made.At(8, 14), TwoColors.Back);
            ShouldBeNear(made.At(31, 25), TwoColors.Corner);
            made.Pixels[3].ShouldBe((byte)0);
            return true;
        });
    }

    [Fact]
    public void IsoPad_SmallerThanTheImage_KeepsItsSides()
    {
        using MLImage image = LeftAndRight(64, 128);
        Resize(image, 32, 32, ResizingKind.IsoPad, Anchor.Center, made =>
        {
            (made.Width, made.Height).ShouldBe((32, 32));
            made.At(7, 16).ShouldBe(((byte)0, (byte)0, (byte)0));
            made.At(24, 16).ShouldBe(((byte)0, (byte)0, (byte)0));
            ShouldBeNear(made.At(10, 16), TwoColors.Back);
            ShouldBeNear(made.At(21, 16), TwoColors.Corner);
            return true;
        });
    }

    [Theory]
    [InlineData(Anchor.Left, 0)]
    [InlineData(Anchor.Center, 10)]
    [InlineData(Anchor.Top, 10)]
    [InlineData(Anchor.Right, 20)]
    public void IsoCrop_WideImage_KeepsThePartAtTheAnchor(Anchor anchor, int firstColumn)
    {
        using MLImage image = TwoColors.Make(40, 20, (x, y) => ((byte)(5 * x), (byte)(5 * y), 1));
        Resize(image, 20, 20, ResizingKind.IsoCrop, anchor, made => (made.At(0, 3), made.At(19, 7)))
            .ShouldBe((((byte)(5 * firstColumn), (byte)15, (byte)1), ((byte)(5 * (firstColumn + 19)), (byte)35, (byte)1)));
    }

    [Theory]
    [InlineData(Anchor.Top, 0)]
    [InlineData(Anchor.Center, 10)]
    [InlineData(Anchor.Left, 10)]
    [InlineData(Anchor.Bottom, 20)]
    public void IsoCrop_TallImage_KeepsThePartAtTheAnchor(Anchor anchor, int firstRow)
    {
        using MLImage image = TwoColors.Make(20, 40, (x, y) => ((byte)(5 * x), (byte)(5 * y), 1));
        Resize(image, 20, 20, ResizingKind.IsoCrop, anchor, made => made.At(3, 0)).ShouldBe(((byte)15, (byte)(5 * firstRow), (byte)1));
    }

    [Fact]
    public void IsoCrop_Smaller_StaysFlatWhereTheImageIs()
    {
        using MLImage image = LeftAndRight(128, 96);
        Resize(image, 32, 32, ResizingKind.IsoCrop, Anchor.Center, made =>
        {
            ShouldBeNear(made.At(12, 0), TwoColors.Back);
            ShouldBeNear(made.At(19, 31), TwoColors.Corner);
            return true;
        });
    }

    [Fact]
    public void Transform_SameSize_IsTheSameObject()
    {
        using MLImage image = TwoColors.Make();
        Resize(image, TwoColors.Width, TwoColors.Height, ResizingKind.IsoPad, Anchor.Center, made => made).ShouldBeSameAs(image);
    }

    [Fact]
    public void Transform_AnImage_KeepsItsTag()
    {
        using MLImage image = TwoColors.Make();
        image.Tag = "a";
        Resize(image, 1, 1, ResizingKind.IsoCrop, Anchor.Center, made => made.Tag).ShouldBe("a");
    }

    [Fact]
    public void Predict_NextImage_DisposesTheOneBefore()
    {
        ITransformer model = _context.Transforms.ResizeImages("Image", 2, 4).Fit(ImageRow.View(_context));
        using PredictionEngine<ImageRow, SmallRow> engine = _context.Model.CreatePredictionEngine<ImageRow, SmallRow>(model);
        using MLImage image = TwoColors.Make();

        MLImage first = engine.Predict(new ImageRow { Image = image }).Image.ShouldNotBeNull();
        (first.Width, first.Height).ShouldBe((2, 4));
        MLImage second = engine.Predict(new ImageRow { Image = image }).Image.ShouldNotBeNull();

        Should.Throw<InvalidOperationException>(() => first.Width);
        second.Width.ShouldBe(2);
        image.Width.ShouldBe(3);
    }

    [Fact]
    public void CreateEnumerable_RowsThatAreKept_HaveOnlyTheLastImage()
    {
        using MLImage image = TwoColors.Make();
        IDataView view = ImageRow.View(_context, image, image);
        IDataView small = _context.Transforms.ResizeImages("Image", 2, 4).Fit(view).Transform(view);

        List<SmallRow> rows = [.. _context.Data.CreateEnumerable<SmallRow>(small, reuseRowObject: false)];

        Should.Throw<InvalidOperationException>(() => rows[0].Image!.Width);
        rows[1].Image!.Width.ShouldBe(2);
    }

    [Fact]
    public void GetOutputSchema_AnyImages_HaveTheNewSize()
    {
        IDataView view = ImageRow.View(_context);
        ImageResizingEstimator estimator = _context.Transforms.ResizeImages("Small", 2, 4, "Image");
        estimator.Fit(view).Transform(view).Schema["Small"].Type.ShouldBe(new ImageDataViewType(4, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ResizeImages("Small", 2, 4, "None").Fit(view))
            .Message.ShouldStartWith("Could not find input column 'None'");
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ResizeImages("Name", 2, 4).Fit(_context.View(1)))
            .Message.ShouldStartWith("Schema mismatch for input column 'Name': expected image, got String");
    }

    [Theory]
    [InlineData(0, 1, "imageWidth")]
    [InlineData(1, -1, "imageHeight")]
    public void ResizeImages_NoSize_Throws(int width, int height, string parameter) =>
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ResizeImages("Image", width, height)).ParamName.ShouldBe(parameter);

    private T Resize<T>(MLImage image, int width, int height, ResizingKind resizing, Anchor anchor, Func<MLImage, T> use)
    {
        IDataView view = ImageRow.View(_context, image);
        return _context.Transforms.ResizeImages("Resized", width, height, "Image", resizing, anchor).Fit(view).Transform(view)
            .Read<MLImage, T>("Resized", use).Single();
    }

    private sealed class SmallRow
    {
        [ImageType(4, 2)]
        public MLImage? Image { get; set; }
    }

    private static MLImage LeftAndRight(int width, int height) =>
        TwoColors.Make(width, height, (x, _) => x < width / 2 ? TwoColors.Back : TwoColors.Corner);

    private static void ShouldBeNear((byte Red, byte Green, byte Blue) actual, (byte Red, byte Green, byte Blue) expected)
    {
        ((int)actual.Red).ShouldBeInRange(expected.Red - Tolerance, expected.Red + Tolerance);
        ((int)actual.Green).ShouldBeInRange(expected.Green - Tolerance, expected.Green + Tolerance);
        ((int)actual.Blue).ShouldBeInRange(expected.Blue - Tolerance, expected.Blue + Tolerance);
    }
}
