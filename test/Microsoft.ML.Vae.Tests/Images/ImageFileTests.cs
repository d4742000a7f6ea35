using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Inputs;
using SkiaSharp;

namespace Microsoft.ML.Vae.Tests.Images;

/// <summary>The facts of docs/images.md, as ML.NET's own transforms deliver them and a model reads them.</summary>
public sealed class ImageFileTests : IDisposable
{
    private static readonly byte[] _red = [200, 30, 10];
    private static readonly byte[] _blue = [5, 60, 250];

    private readonly MLContext _context = new(1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 0)]
    [InlineData(SKEncodedImageFormat.Jpeg, 3)]   // levels: JPEG is lossy, even at its best
    [InlineData(SKEncodedImageFormat.Webp, 3)]
    public void LoadImages_FormatsThatSkiaWrites_Load(SKEncodedImageFormat format, int tolerance)
    {
        using var bitmap = new SKBitmap(16, 16);
        bitmap.Erase(new SKColor(_red[0], _red[1], _red[2]));
        using SKData data = bitmap.Encode(format, 100);

        byte[] pixels = Load(data.ToArray(), 16, 16);

        pixels.Chunk(3).ShouldAllBe(pixel => pixel.Zip(_red).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance));
    }

    [Fact]
    public void LoadImages_Bitmap_Loads() =>
        Load(ImageFiles.Bitmap([.. _red.Reverse()], [.. _blue.Reverse()]), 1, 2).ShouldBe([.. _red, .. _blue]);

    [Fact]
    public void LoadImages_Icon_Loads() =>
        Load(ImageFiles.Icon(ImageFiles.Png(2, 8, 6, [.. _red, 255, .. _blue, 255]), 2, 1), 1, 2).ShouldBe([.. _red, .. _blue]);

    [Fact]
    public void LoadImages_AnimatedGif_GivesTheFirstFrame() =>
        Load(ImageFiles.Gif((200, 30, 10), (5, 60, 250)), 1, 2).ShouldBe([.. _red, .. _red]);

    [Theory]
    [InlineData("tiff")]
    [InlineData("heic")]
    [InlineData("avif")]
    public void LoadImages_FormatsThatSkiaDoesNotRead_MakeTheRowInvalid(string format)
    {
        byte[] file = format == "tiff"
            ? ImageFiles.Tiff()
            : [0, 0, 0, 24, .. "ftyp"u8, .. format == "heic" ? "heic"u8 : "avif"u8, 0, 0, 0, 0, .. "mif1"u8, .. format == "heic" ? "heic"u8 : "avif"u8];

        Should.Throw<InvalidOperationException>(() => Load(file, 1, 1)).Message
            .ShouldStartWith("Column 'Picture', row 0 (File 'image'): the image cannot be read: ");
    }

    [Fact]
    public void LoadImages_ExifOrientation_IsIgnored()
    {
        using var bitmap = new SKBitmap(32, 16);
        bitmap.Erase(new SKColor(_red[0], _red[1], _red[2]));
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 100);
        byte[] turned = ImageFiles.WithOrientation(data.ToArray(), orientation: 6);   // to be shown turned by 90 degrees
        using var codec = SKCodec.Create(new SKMemoryStream(turned));
        codec.EncodedOrigin.ShouldBe(SKEncodedOrigin.RightTop);

        Load(turned, 16, 32).ShouldBe(Load(data.ToArray(), 16, 32));
    }

    [Fact]
    public void LoadImages_Transparency_IsMultipliedIntoTheColors()
    {
        byte[] file = ImageFiles.Png(2, 8, 6, [200, 100, 50, 128, 200, 100, 50, 0]);

        byte[] pixels = Load(file, 1, 2, channels: 4);

        pixels.Zip([128, 100, 50, 25, 0, 0, 0, 0]).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= 1);
    }

    [Fact]
    public void LoadImages_SixteenBitsOfColor_AreCutToTheUpperEight() =>
        Load(ImageFiles.Png(1, 16, 2, [0x12, 0xFF, 0x80, 0x00, 0xFE, 0xFF]), 1, 1).ShouldBe([0x12, 0x80, 0xFE]);

    [Fact]
    public void LoadImages_Gamma_IsIgnored() =>
        Load(ImageFiles.Png(2, 8, 2, [.. _red, .. _blue], gamma: 100_000), 1, 2).ShouldBe([.. _red, .. _blue]);

    [Fact]
    public void LoadImages_GreyFile_HasThreeEqualChannels() =>
        Load(ImageFiles.Png(2, 8, 0, [7, 200]), 1, 2).ShouldBe([7, 7, 7, 200, 200, 200]);

    [Fact]
    public void ResizeImages_Fill_TakesTheNearestPixel()
    {
        byte[] stripes = [.. Enumerable.Range(0, 64 * 64).SelectMany(i => Enumerable.Repeat((byte)(i % 2 == 0 ? 0 : 255), 3).Append((byte)255))];
        IDataView images = _context.Data.LoadFromEnumerable(
            [new LargeRow { Picture = MLImage.CreateFromPixels(64, 64, MLPixelFormat.Bgra32, stripes) }]);
        IDataView Resize(ImageResizingEstimator.ResizingKind kind) =>
            _context.Transforms.ResizeImages(TwoColorImages.Column, 24, 24, resizing: kind).Fit(images).Transform(images);

        Pixels(Resize(ImageResizingEstimator.ResizingKind.Fill), 24, 24).ShouldAllBe(level => level == 0 || level == 255);
        Pixels(Resize(ImageResizingEstimator.ResizingKind.IsoCrop), 24, 24).ShouldContain(level => level > 0 && level < 255);
    }

    [Fact]
    public void Cache_OfAViewWithImages_DropsThem()
    {
        IDataView files = View(ImageFiles.Png(1, 8, 0, [7]));

        _context.Data.Cache(files).Schema.GetColumnOrNull(TwoColorImages.Column).ShouldBeNull();
    }

    [Fact]
    public void ResizeImages_ToTheirOwnSize_HandsOnTheObjectItself()
    {
        MLImage[] images = [TwoColorImages.Image(0), TwoColorImages.Image(1)];
        IDataView data = _context.Data.LoadFromEnumerable(images.Select(image => new ImageRow { Picture = image }).ToList());
        IDataView resized = _context.Transforms.ResizeImages(TwoColorImages.Column, TwoColorImages.Width, TwoColorImages.Height).Fit(data).Transform(data);

        resized.Values<MLImage>(TwoColorImages.Column)[0].ShouldBeSameAs(images[0]);

        images.ShouldAllBe(image => image.Height == TwoColorImages.Height);   // one that is disposed throws
    }

    private byte[] Load(byte[] file, int height, int width, int channels = 3) => Pixels(View(file), height, width, channels);

    private IDataView View(byte[] file)
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "image"), file);
        IDataView files = _context.Data.LoadFromEnumerable([new FileRow { File = "image" }]);
        return _context.Transforms.LoadImages(TwoColorImages.Column, _folder.FullName, nameof(FileRow.File)).Fit(files).Transform(files);
    }

    /// <summary>What a model reads.</summary>
    private static byte[] Pixels(IDataView view, int height, int width, int channels = 3)
    {
        var layout = new ImageLayout(height, width, channels)
        {
            InterleavePixelColors = true,
        };
        var column = new PixelColumn(TwoColorImages.Column, TorchSharp.torch.ScalarType.Byte, height * width * channels, PixelScaling.ByteToUnit)
        {
            Layout = layout,
            IsImage = true,
        };
        var source = new RowSource(Models.Host(new MLContext()), view, column, PixelDomain.Finite("a test"));
        using IRowPass pass = source.Open();
        byte[] row = new byte[column.RowBytes];
        pass.TryRead(row).ShouldBeTrue();
        return row;
    }

    private sealed class FileRow
    {
        public string File { get; set; } = "";
    }

    private sealed class LargeRow
    {
        [ImageType(64, 64)]
        public MLImage Picture { get; set; } = null!;
    }

    private sealed class ImageRow
    {
        [ImageType(TwoColorImages.Height, TwoColorImages.Width)]
        public MLImage Picture { get; set; } = null!;
    }
}
