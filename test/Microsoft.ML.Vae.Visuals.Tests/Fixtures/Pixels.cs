using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Tests.Fixtures;

/// <summary>What is drawn in a file.</summary>
internal static class Pixels
{
    /// <summary>Whether a rectangle of a PNG file holds dark pixels on white ones.</summary>
    public static bool HaveInk(byte[] png, SKRectI area)
    {
        using SKBitmap bitmap = SKBitmap.Decode(png);
        int dark = 0, light = 0;
        for (int y = area.Top; y < area.Bottom; y++)
        {
            for (int x = area.Left; x < area.Right; x++)
            {
                byte green = bitmap.GetPixel(x, y).Green;
                dark += green < 100 ? 1 : 0;
                light += green > 240 ? 1 : 0;
            }
        }
        return dark > 50 && light > dark;
    }

    /// <summary>The frames of a GIF file, blue, green, red and alpha of each pixel, as Skia decodes them.</summary>
    public static IReadOnlyList<byte[]> Frames(byte[] gif)
    {
        using var stream = new MemoryStream(gif);
        using SKCodec codec = SKCodec.Create(stream);
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Bgra8888, SKAlphaType.Unpremul);
        List<byte[]> frames = [];
        for (int i = 0; i < codec.FrameCount; i++)
        {
            using var bitmap = new SKBitmap(info);
            codec.GetPixels(info, bitmap.GetPixels(), new SKCodecOptions(i)).ShouldBe(SKCodecResult.Success);
            frames.Add(bitmap.Bytes);
        }
        return frames;
    }
}
