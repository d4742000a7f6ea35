using Microsoft.ML.Vae.Visuals.Drawing;
using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Tests.Drawing;

public class PngWriterTests
{
    private const int Grey = 0, Rgb = 2, RgbAndAlpha = 6;   // the types of pixels that a PNG file's header names

    [Theory]
    [InlineData(Grey, false, 255)]
    [InlineData(Rgb, true, 255)]
    [InlineData(RgbAndAlpha, false, 128)]
    public void Write_PixelsOfAKind_KeepsThemInAsFewChannels(int type, bool isColored, byte alpha)
    {
        const int Width = 5, Height = 3;
        byte[] bgra = [.. Enumerable.Range(0, Width * Height).SelectMany(i => new[]
        {
            (byte)(16 * i), (byte)(isColored ? 200 - i : 16 * i), (byte)(16 * i), alpha,
        })];

        byte[] png = PngWriter.Write(Width, Height, bgra);

        png[25].ShouldBe((byte)type);
        using SKBitmap read = SKBitmap.Decode(png, new SKImageInfo(Width, Height, SKColorType.Bgra8888, SKAlphaType.Unpremul));
        read.Bytes.ShouldBe(bgra);
    }
}
