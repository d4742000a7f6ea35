using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Tests.Infrastructure;
using Shouldly;
using Xunit;
using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;

namespace Microsoft.ML.Vae.Tests.Platform.Images;

/// <summary>Image transforms in model zips.</summary>
public sealed class ImageModelTests : IDisposable
{
    private const int HeaderBytes = 256;

    private readonly MLContext _context = new(1);
    private readonly TemporaryFolder _folder = new();

    public ImageModelTests()
    {
        using MLImage image = TwoColors.Make();
        image.Save(_folder["a.png"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_AllTransforms_DoTheSame()
    {
        IDataView view = PathRow.View(_context, "a.png");
        TransformerChain<VectorToImageConvertingTransformer> model = _context.Transforms.LoadImages("Image", _folder.FullName, "Path")
            .Append(_context.Transforms.ResizeImages("Image", 6, 10, resizing: ImageResizingEstimator.ResizingKind.Fill))
            .Append(_context.Transforms.ConvertToGrayscale("Grey", "Image"))
            .Append(_context.Transforms.ExtractPixels("Pixels", "Image", ColorBits.All, ColorsOrder.ABGR, true, 3, 0.5f))
            .Append(_context.Transforms.ExtractPixels("GreyPixels", "Grey", ColorBits.Green, outputAsFloatArray: false))
            .Append(_context.Transforms.ConvertToImage(10, 6, "Made", "Pixels", ColorBits.All, ColorsOrder.ABGR, true, 2, -3))
            .Fit(view);

        ITransformer loaded = new MLContext().Load(_context.Save(model, view.Schema), out DataViewSchema? schema);

        schema.ShouldNotBeNull().Select(column => column.Name).ShouldBe(["Path"]);
        (IDataView before, IDataView after) = (model.Transform(view), loaded.Transform(view));
        after.Schema.Select(column => $"{column.Name}: {column.Type}").ShouldBe(before.Schema.Select(column => $"{column.Name}: {column.Type}"));
        after.Vectors<float>("Pixels").Single().ShouldBe(before.Vectors<float>("Pixels").Single());
        after.Vectors<byte>("GreyPixels").Single().ShouldBe(before.Vectors<byte>("GreyPixels").Single());
        after.Pixels("Made").Single().ShouldBe(before.Pixels("Made").Single());
        using MLImage large = TwoColors.Make(6, 10, (x, y) => TwoColors.IsCorner(x / 2, y / 2) ? TwoColors.Corner : TwoColors.Back);
        after.Pixels("Made").Single().ShouldBe(large.Pixels.ToArray());
    }

    [Fact]
    public void Save_LoadImages_KeepsTheAbsoluteFolder()
    {
        IDataView view = PathRow.View(_context);
        byte[] stream = Stream(_context.Transforms.LoadImages("Image", _folder.FullName, "Path").Fit(view), "IMGLOADR", "ImageLoaderTransform");
        stream.AsSpan().IndexOf(Encoding.Unicode.GetBytes(_folder.FullName)).ShouldBeGreaterThan(HeaderBytes);
        // One pair of strings 0 and 1, folder 2, as images.
        Body(stream).ShouldBe([1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1]);

        stream = Stream(_context.Transforms.LoadRawImageBytes("Image", null, "Path").Fit(view), "IMGLOADR", "ImageLoaderTransform");
        Body(stream)[12..].ShouldBe([0xFF, 0xFF, 0xFF, 0xFF, 0]);
    }

    [Fact]
    public void Save_ResizeImages_WritesSizeKindAndAnchor()
    {
        byte[] stream = Stream(
            _context.Transforms.ResizeImages(
                "Made", 7, 9, "Image", ImageResizingEstimator.ResizingKind.Fill, ImageResizingEstimator.Anchor.Bottom).Fit(Images()),
            "IMGSCALF", "ImageScalerTransform");
        Body(stream)[12..].ShouldBe([7, 0, 0, 0, 9, 0, 0, 0, 2, 3]);
    }

    [Fact]
    public void Save_ConvertToGrayscale_WritesThePairsOnly()
    {
        byte[] stream = Stream(_context.Transforms.ConvertToGrayscale("Made", "Image").Fit(Images()), "IMGGRAYT", "ImageGrayscaleTransform");
        Body(stream).ShouldBe([1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
    }

    [Fact]
    public void Save_ExtractPixels_WritesColorsOrderKindOffsetScaleAndLayout()
    {
        byte[] stream = Stream(
            _context.Transforms.ExtractPixels("Made", "Image", ColorBits.Rgb, ColorsOrder.AGBR, true, 1, 2).Fit(Images()),
            "IMGPXEXT", "ImagePixelExtractor");
        Body(stream)[12..].ShouldBe([14, 6, 1, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 1]);
    }

    [Fact]
    public void Save_ConvertToImage_WritesWidthBeforeHeightAndTheFixedDefaults()
    {
        IDataView pixels = _context.Transforms.ExtractPixels("Pixels", "Image").Fit(Images()).Transform(Images());
        byte[] stream = Stream(
            _context.Transforms.ConvertToImage(5, 3, "Made", "Pixels", scaleImage: 2, offsetImage: 1, defaultRed: 9).Fit(pixels),
            "VECTOIMG", "VectorToImageConverter");
        Body(stream)[12..].ShouldBe(
        [
            14, 1, 3, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        ]);
    }

    [Fact]
    public void Save_SchemaOfImagesOnly_Throws() =>
        Should.Throw<InvalidOperationException>(() => _context.Save(_context.Transforms.ConvertToGrayscale("Image").Fit(Images()), Images().Schema));

    [Fact]
    public void Load_FolderThatIsGone_FailsAtTheFile()
    {
        IDataView view = PathRow.View(_context, "a.png");
        byte[] zip = _context.Save(_context.Transforms.LoadImages("Image", _folder.FullName, "Path").Fit(view), view.Schema);
        File.Delete(_folder["a.png"]);
        var loaded = (ImageLoadingTransformer)new MLContext().Load(zip, out _);
        loaded.ImageFolder.ShouldBe(_folder.FullName);
        Should.Throw<FileNotFoundException>(() => loaded.Transform(view).Bgr("Image"));
    }

    [Theory]
    [InlineData(12, 0)]
    [InlineData(12, 16)]
    [InlineData(13, 0)]
    [InlineData(14, 2)]
    [InlineData(23, 2)]
    public void Load_ImpossibleOptions_Throws(int place, byte value)
    {
        byte[] zip = _context.Save(_context.Transforms.ExtractPixels("Made", "Image").Fit(Images()), null);
        byte[] broken = Zips.Edit(zip, "TransformerChain/Model.key", stream => stream[HeaderBytes + place] = value);
        Exception exception = Should.Throw<Exception>(() => new MLContext().Load(broken, out _));
        (exception.GetBaseException() is FormatException).ShouldBeTrue();
    }

    private IDataView Images() => ImageRow.View(_context);

    private byte[] Stream(ITransformer model, string signature, string loader)
    {
        byte[] stream = Zips.Entries(_context.Save(model, null))["TransformerChain/Model.key"];
        Encoding.ASCII.GetString(stream).ShouldContain(signature);
        Encoding.ASCII.GetString(stream).ShouldContain(loader);
        return stream;
    }

    private static byte[] Body(byte[] stream) => stream[HeaderBytes..(HeaderBytes + (int)BitConverter.ToInt64(stream, 0x18))];
}
