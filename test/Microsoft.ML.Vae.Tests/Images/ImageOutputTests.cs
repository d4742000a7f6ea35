using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Tests.Images;

public sealed class ImageOutputTests : IDisposable
{
    private readonly MLContext _context = new(1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Transform_ImageColumn_EmitsImagesThatSaveWrites()
    {
        IDataView images = TwoColours.View(_context);
        using VaeTransformer model = Fit(images, ImageOptions.Skilled());
        IDataView output = model.Transform(images);

        output.Schema[ImageOptions.Again].Type.ShouldBe(new ImageDataViewType(TwoColours.Height, TwoColours.Width));
        output.Schema[ImageOptions.New].Type.ShouldBe(new ImageDataViewType(TwoColours.Height, TwoColours.Width));
        MLImage again = output.Values<MLImage>(ImageOptions.Again)[7];
        string path = Path.Combine(_folder.FullName, "again.png");
        again.Save(path);
        using MLImage file = MLImage.CreateFromFile(path);
        file.GetBGRPixels.ShouldBe(again.GetBGRPixels);
        // The corner is seen where it is, in its colours: off by no more than the model's own error.
        again.GetBGRPixels.Zip(TwoColours.Image(7).GetBGRPixels, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(25);
    }

    [Fact]
    public void Transform_PicturesAsVectors_AreInTheLayoutOfTheOptions()
    {
        IDataView images = TwoColours.View(_context);
        VaeOptions options = ImageOptions.Skilled() with { ImageOutput = ImageOutput.Vector };
        using VaeTransformer model = Fit(images, options);
        using VaeTransformer asImages = Fit(images, options with { ImageOutput = ImageOutput.Image });

        model.Transform(images).Schema[ImageOptions.Again].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, 45));
        float[] vector = model.Transform(images).Vectors(ImageOptions.Again)[2];
        byte[] bgr = asImages.Transform(images).Values<MLImage>(ImageOptions.Again)[2].GetBGRPixels;
        for (int pixel = 0; pixel < 15; pixel++)
        {
            for (int plane = 0; plane < 3; plane++)
                ((double)bgr[3 * pixel + 2 - plane]).ShouldBe(Math.Clamp(vector[15 * plane + pixel], 0, 255), 0.5001);   // rounded to a byte
        }
    }

    [Fact]
    public void Transform_VectorsAsImages_AreWhatConvertToImageMakesOfThem()
    {
        IDataView images = TwoColours.View(_context);
        IDataView data = _context.Transforms.ExtractPixels("Pixels", TwoColours.Column, interleavePixelColors: true)
            .Fit(images).Transform(images);
        var layout = new ImageLayout(TwoColours.Height, TwoColours.Width) { InterleavePixelColors = true };
        VaeOptions options = ImageOptions.Skilled("Pixels") with { Image = layout, SampleColumnName = null, PixelScaling = PixelScaling.ByteToUnit };
        using VaeTransformer asVectors = Fit(data, options);
        using VaeTransformer asImages = Fit(data, options with { ImageOutput = ImageOutput.Image });
        IDataView vectors = asVectors.Transform(data);
        IDataView converted = _context.Transforms.ConvertToImage(
            TwoColours.Height, TwoColours.Width, "Converted", ImageOptions.Again, interleavedColors: true).Fit(vectors).Transform(vectors);

        byte[] ours = asImages.Transform(data).Values<MLImage>(ImageOptions.Again)[5].GetBGRPixels;
        ours.Zip(converted.Values<MLImage>("Converted")[5].GetBGRPixels, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThanOrEqualTo(1);   // it does not round
    }

    [Fact]
    public void GetOutputSchema_Images_PromisesWhatIsDelivered()
    {
        IDataView images = TwoColours.View(_context);
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(ImageOptions.Create());
        SchemaShape.Column promised = estimator.GetOutputSchema(SchemaShapes.Of(images)).Single(column => column.Name == ImageOptions.Again);

        promised.Kind.ShouldBe(SchemaShape.Column.VectorKind.Scalar);
        promised.ItemType.ShouldBe(new ImageDataViewType(TwoColours.Height, TwoColours.Width));
        using VaeTransformer model = estimator.Fit(images);
        model.Transform(images).Schema[ImageOptions.Again].Type.ShouldBe(promised.ItemType);
    }

    [Fact]
    public void Fit_ImagesOfVectorsWithoutALayout_SaysWhatToSet()
    {
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(
            ImageOptions.Create(PixelViews.Column) with { ImageOutput = ImageOutput.Image });
        IDataView data = PixelViews.OfBytes(_context, [new byte[12]]);

        foreach (Action act in new Action[] { () => estimator.Fit(data), () => estimator.GetOutputSchema(SchemaShapes.Of(data)) })
            Should.Throw<ArgumentOutOfRangeException>(act).Message.ShouldStartWith("ImageOutput is Image, but column 'Pixels' holds vectors; set Image");
    }

    [Fact]
    public void SaveAndLoad_Images_ComeOutAlike()
    {
        IDataView images = TwoColours.View(_context, 5);
        var layout = new ImageLayout(TwoColours.Height, TwoColours.Width, 4)
        {
            InterleavePixelColors = true,
            ColorOrder = ImagePixelExtractingEstimator.ColorsOrder.AGBR,
        };
        using VaeTransformer model = Fit(images, ImageOptions.Create() with { Image = layout });
        string path = Path.Combine(_folder.FullName, "model.zip");
        _context.Model.Save(model, images.Schema, path);
        ITransformer loaded = new MLContext().Model.Load(path, out _);

        Bytes(loaded.Transform(images)).ShouldBe(Bytes(model.Transform(images)));

        static byte[] Bytes(IDataView view) => [.. view.Values<MLImage>(ImageOptions.Again).SelectMany(image => image.Pixels.ToArray())];
    }

    [Theory]
    [Trait("case", "14")]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 3)]
    [InlineData(27, 31, 1)]
    [InlineData(27, 31, 3)]
    [InlineData(27, 31, 4)]
    public void Transform_AnyShape_GivesExactlyItBack(int height, int width, int channels)
    {
        IDataView images = TwoColours.View(_context, 20, height, width);
        using VaeTransformer model = Fit(images, ImageOptions.Create() with { Image = new ImageLayout(height, width, channels) });
        MLImage again = model.Transform(images).Values<MLImage>(ImageOptions.Again)[3];

        (again.Height, again.Width, again.Pixels.Length).ShouldBe((height, width, height * width * 4));
    }

    [Fact]
    public void DecodeAndSample_OfAnImageModel_GiveImages()
    {
        IDataView images = TwoColours.View(_context, 5);
        using VaeTransformer model = Fit(images, ImageOptions.Create());

        model.Decode(model.Encode(images), "Decoded").Values<MLImage>("Decoded")[4].Pixels.ToArray()
            .ShouldBe(model.Transform(images).Values<MLImage>(ImageOptions.Again)[4].Pixels.ToArray());
        model.Sample(3, seed: 1).Values<MLImage>(ImageOptions.New).Count.ShouldBe(3);
    }

    private VaeTransformer Fit(IDataView data, VaeOptions options) => _context.Transforms.VariationalAutoencoder(options).Fit(data);
}
