using SkiaSharp;

namespace Microsoft.ML.Vae.Tests.Images.Loading;

/// <summary>What LoadAndResizeImages makes of each format, without resizing.</summary>
public sealed class FormatTests : IDisposable
{
    private static readonly Rgb _red = new(200, 30, 10);
    private static readonly Rgb _blue = new(5, 60, 250);

    private readonly LoadedFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 0)]
    [InlineData(SKEncodedImageFormat.Jpeg, 3)]   // levels: JPEG is lossy, even at its best
    [InlineData(SKEncodedImageFormat.Webp, 3)]
    public void Load_FormatsThatSkiaWrites_GivesTheirPixels(SKEncodedImageFormat format, int tolerance)
    {
        Rgb[,] image = Rgb.Make(16, 24, (_, y) => y < 12 ? _red : _blue);
        image[11, 0].ShouldBe(_red);

        Rgb.Distance(_files.Load(LoadedFiles.Encode(Rgb.Make(16, 24, (_, _) => _red), format), 16, 24), Rgb.Make(16, 24, (_, _) => _red))
            .ShouldBeLessThanOrEqualTo(tolerance);
        if (tolerance == 0)
            _files.Load(LoadedFiles.Encode(image, format), 16, 24).ShouldBe(image);
    }

    [Fact]
    public void Load_Bitmap_GivesItsPixels() =>
        _files.Load(ImageFiles.Bitmap([10, 30, 200], [250, 60, 5]), 2, 1).ShouldBe(new[,] { { _red, _blue } });

    [Fact]
    public void Load_Icon_GivesItsPixels() =>
        _files.Load(ImageFiles.Icon(LoadedFiles.Encode(new[,] { { _red, _blue } }), 2, 1), 2, 1).ShouldBe(new[,] { { _red, _blue } });

    [Fact]
    public void Load_AnimatedGif_GivesTheFirstFrame() =>
        _files.Load(ImageFiles.Gif((200, 30, 10), (5, 60, 250)), 2, 1).ShouldBe(new[,] { { _red, _red } });

    [Fact]
    public void Load_PngOfOneBit_IsBlackAndWhite()
    {
        var file = new PngFile(8, 2, 1, PngFile.Gray) { Pixel = (_, y) => [y == 0 ? (byte)0b1011_0001 : (byte)0b0000_1111] };

        _files.Load(file.Write(), 8, 2).ShouldBe(Rgb.Make(8, 2, (x, y) => Rgb.Gray(((y == 0 ? 0b1011_0001 : 0b0000_1111) >> (7 - x) & 1) * 255)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_PngWithAPalette_GivesItsColors(bool isTransparent)
    {
        (string, byte[]) colors = ("PLTE", [200, 30, 10, 5, 60, 250]);
        var file = new PngFile(2, 1, 8, PngFile.Palette)
        {
            Pixel = (x, _) => [(byte)x],
            Chunks = isTransparent ? [colors, ("tRNS", [255, 0])] : [colors],
        };

        _files.Load(file.Write(), 2, 1).ShouldBe(new[,] { { _red, isTransparent ? Rgb.Gray(0) : _blue } });
    }

    [Fact]
    public void Load_PngOfSixteenBitsOfColor_KeepsTheUpperEight()
    {
        var file = new PngFile(1, 1, 16, PngFile.Color) { Pixel = (_, _) => [0x12, 0xFF, 0x80, 0x00, 0xFE, 0xFF] };

        _files.Load(file.Write(), 1, 1).ShouldBe(new[,] { { new Rgb(0x12, 0x80, 0xFE) } });
    }

    [Fact]
    public void Load_PrintersInks_BecomeColors()
    {
        // Without black ink, cyan 255 (none), magenta 0 (all), yellow 0 (all) is red.
        Rgb[,] pixels = _files.Load(JpegFile.Cmyk(255, 0, 0, 255), 8, 8);

        Rgb.Distance(pixels, Rgb.Make(8, 8, (_, _) => new Rgb(255, 0, 0))).ShouldBeLessThanOrEqualTo(2);
    }

    [Theory]
    [InlineData("Black", 0)]
    [InlineData("White", 255)]
    public void Load_Transparency_IsFilledWithTheBackground(string color, int background)
    {
        var file = new PngFile(3, 1, 8, PngFile.ColorAlpha) { Pixel = (x, _) => [200, 100, 50, (byte)(x * 64)] };
        ImageFileOptions options = _files.Options with
        {
            ImageWidth = 3,
            ImageHeight = 1,
            BackgroundColor = System.Drawing.Color.FromName(color),
        };

        Rgb[,] pixels = _files.Load(file.Write(), options);

        byte Blend(int level, int alpha) => (byte)Math.Round((level * alpha + background * (255.0 - alpha)) / 255);
        Rgb[,] expected = Rgb.Make(3, 1, (x, _) => new Rgb(Blend(200, x * 64), Blend(100, x * 64), Blend(50, x * 64)));
        Rgb.Distance(pixels, expected).ShouldBeLessThanOrEqualTo(1);   // a level is lost when colors are multiplied by alpha
    }

    [Fact]
    public void Load_Grayscale_WeighsColorsAsMlNetDoes()
    {
        ImageFileOptions options = _files.Options with { ImageWidth = 2, ImageHeight = 1, Grayscale = true };

        _files.Load(LoadedFiles.Encode(new[,] { { _red, Rgb.Gray(77) } }), options)
            .ShouldBe(new[,] { { Rgb.Gray((int)Math.Round(0.3 * 200 + 0.59 * 30 + 0.11 * 10)), Rgb.Gray(77) } });
    }
}
