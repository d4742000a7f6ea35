using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Tests.Images;

public class ImageInputTests
{
    private const string Pixels = "Pixels";

    private readonly MLContext _context = new(1);

    [Theory]
    [Trait("trap", "23")]
    [InlineData(3, false, ImagePixelExtractingEstimator.ColorsOrder.ARGB)]
    [InlineData(3, true, ImagePixelExtractingEstimator.ColorsOrder.ABGR)]
    [InlineData(4, false, ImagePixelExtractingEstimator.ColorsOrder.AGBR)]
    [InlineData(4, true, ImagePixelExtractingEstimator.ColorsOrder.ARGB)]
    public void Fit_OnImages_EqualsAFitOnWhatExtractPixelsMakesOfThem(int channels, bool interleaved, ImagePixelExtractingEstimator.ColorsOrder order)
    {
        IDataView images = TwoColorImages.View(_context);
        var layout = new ImageLayout(TwoColorImages.Height, TwoColorImages.Width, channels) { InterleavePixelColors = interleaved, ColorOrder = order };
        var colours = channels == 4 ? ImagePixelExtractingEstimator.ColorBits.All : ImagePixelExtractingEstimator.ColorBits.Rgb;
        IDataView vectors = _context.Transforms
            .ExtractPixels(Pixels, TwoColorImages.Column, colours, order, interleaved, outputAsFloatArray: false)
            .Fit(images).Transform(images);

        using VaeTransformer fromImages = Fit(images, TestOptions.ForTwoColors() with { Image = layout });
        using VaeTransformer fromVectors = Fit(vectors, TestOptions.ForTwoColors(Pixels) with { Image = layout });

        fromImages.Transform(images).Vectors(TinyModel.Mean).ShouldBe(fromVectors.Transform(vectors).Vectors(TinyModel.Mean));
    }

    [Fact]
    public void Fit_OnImagesWithoutALayout_TakesTheirSizeAndThreeChannels()
    {
        IDataView images = TwoColorImages.View(_context);
        using VaeTransformer implicitly = Fit(images, TestOptions.ForTwoColors());
        using VaeTransformer explicitly = Fit(images, TestOptions.ForTwoColors() with { Image = new ImageLayout(TwoColorImages.Height, TwoColorImages.Width, 3) });

        implicitly.Transform(images).Vectors(TinyModel.Mean).ShouldBe(explicitly.Transform(images).Vectors(TinyModel.Mean));
    }

    [Fact]
    [Trait("case", "5")]
    public void Fit_VectorOfAnotherSizeThanTheLayout_NamesBothNumbers()
    {
        IDataView data = PixelViews.OfBytes(_context, [new byte[12]]);
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(TestOptions.ForTwoColors(PixelViews.Column) with { Image = new ImageLayout(2, 5, 1) });

        var e = Should.Throw<ArgumentOutOfRangeException>(() => estimator.Fit(data));
        e.Message.ShouldStartWith("Schema mismatch for input column 'Pixels': expected 10 slots, for an image of 2 x 5");
        e.Message.ShouldContain("12");
    }

    [Fact]
    [Trait("case", "5")]
    public void Fit_ImagesOfAnotherSizeThanTheLayout_NamesBothSizes()
    {
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(TestOptions.ForTwoColors() with { Image = new ImageLayout(4, 5) });
        IDataView images = TwoColorImages.View(_context);
        string expected = "Schema mismatch for input column 'Picture': expected Image<4, 5>, as VaeOptions.Image says, got Image<3, 5>";

        Should.Throw<ArgumentOutOfRangeException>(() => estimator.Fit(images)).Message.ShouldStartWith(expected);
        Should.Throw<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(SchemaShapes.Of(images))).Message.ShouldStartWith(expected);
    }

    [Fact]
    [Trait("trap", "23")]
    public void FitAndTransform_PlanesWhereInterleavedPixelsAreExpected_Refused()
    {
        IDataView images = TwoColorImages.View(_context);
        IDataView planar = _context.Transforms.ExtractPixels(Pixels, TwoColorImages.Column).Fit(images).Transform(images);
        IDataView interleaved = _context.Transforms.ExtractPixels(Pixels, TwoColorImages.Column, interleavePixelColors: true).Fit(images).Transform(images);
        VaeOptions options = TestOptions.ForTwoColors(Pixels) with
        {
            Image = new ImageLayout(TwoColorImages.Height, TwoColorImages.Width),
            PixelScaling = PixelScaling.ByteToUnit,
        };

        Should.Throw<ArgumentOutOfRangeException>(() => Fit(interleaved, options)).Message
            .ShouldStartWith("Schema mismatch for input column 'Pixels': expected dimensions 3, 3, 5, for an image of 3 x 5 with 3 planar channels");
        using VaeTransformer model = Fit(planar, options);
        Should.Throw<ArgumentOutOfRangeException>(() => model.Transform(interleaved)).Message
            .ShouldStartWith("Schema mismatch for input column 'Pixels': expected Vector<Single, 3, 3, 5>, got Vector<Single, 3, 5, 3>");
    }

    [Fact]
    public void Transform_ImagesOfAnotherSize_Refused()
    {
        using VaeTransformer model = Fit(TwoColorImages.View(_context), TestOptions.ForTwoColors());

        Should.Throw<ArgumentOutOfRangeException>(() => model.Transform(TwoColorImages.View(_context, 2, 5, 3))).Message
            .ShouldStartWith("Schema mismatch for input column 'Picture': expected Image<3, 5>, got Image<5, 3>");
    }

    [Fact]
    public void Fit_RowWithoutAnImage_NamesTheRow()
    {
        IDataView images = _context.Data.LoadFromEnumerable(new[] { new ImageRow { Picture = TwoColorImages.Image(0) }, new ImageRow() });

        Should.Throw<InvalidOperationException>(() => Fit(images, TestOptions.ForTwoColors())).Message.ShouldBe("Column 'Picture', row 1: there is no image.");
    }

    [Theory]
    [InlineData(InvalidRowBehavior.Throw)]
    [InlineData(InvalidRowBehavior.Skip)]
    public void Fit_ImageThatIsDisposed_IsTheRowsFault(InvalidRowBehavior invalidRows)
    {
        MLImage disposed = TwoColorImages.Image(1);
        disposed.Dispose();
        IDataView images = _context.Data.LoadFromEnumerable(new[] { new ImageRow { Picture = TwoColorImages.Image(0) }, new ImageRow { Picture = disposed } });
        VaeOptions options = TestOptions.ForTwoColors() with { OnInvalidTrainingRow = invalidRows };

        if (invalidRows == InvalidRowBehavior.Throw)
        {
            Should.Throw<InvalidOperationException>(() => Fit(images, options)).Message
                .ShouldStartWith("Column 'Picture', row 1: the image cannot be read: ");
            return;
        }
        using VaeTransformer model = Fit(images, options);
        model.History[0].Rows.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 5, 3, "Image.Height is 0; must be at least 1.")]
    [InlineData(3, -1, 3, "Image.Width is -1; must be at least 1.")]
    [InlineData(3, 5, 5, "Image.Channels is 5; must be in [1, 4].")]
    [InlineData(3, 5, 0, "Image.Channels is 0; must be in [1, 4].")]
    [InlineData(100_000, 100_000, 1, "Image is 100000 x 100000; must be at most 536870911 pixels.")]
    public void Options_BadLayout_Listed(int height, int width, int channels, string fault) =>
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.VariationalAutoencoder(
            TestOptions.ForTwoColors() with { Image = new ImageLayout(height, width, channels) })).Message.ShouldContain(fault);

    [Fact]
    public void Fit_TwoChannels_AreForVectorsAlone()
    {
        var twoChannels = new ImageLayout(3, 5, 2);
        IDataView vectors = PixelViews.OfSingles(_context, LearnableImages.Singles(20, 30));
        VaeOptions options = TestOptions.Small with { Image = twoChannels, Network = Network.Convolutional([2]) };
        using VaeTransformer model = options.Fit(vectors);
        model.NetworkSummary.ShouldContain("3 x 5 with 2 planar channels");

        Should.Throw<ArgumentException>(() => (options with { ImageOutput = ImageOutput.Image }).Fit(vectors))
            .Message.ShouldContain("Image.Channels is 2; must be 1, 3 or 4 for images.");
        Should.Throw<ArgumentException>(() => Fit(TwoColorImages.View(_context), TestOptions.ForTwoColors() with { Image = new ImageLayout(TwoColorImages.Height, TwoColorImages.Width, 2) }))
            .Message.ShouldContain("Image.Channels is 2; must be 1, 3 or 4 for images.");
    }

    private sealed class ImageRow
    {
        [ImageType(TwoColorImages.Height, TwoColorImages.Width)]
        public MLImage? Picture { get; set; }
    }

    private VaeTransformer Fit(IDataView data, VaeOptions options) => _context.Transforms.VariationalAutoencoder(options).Fit(data);
}
