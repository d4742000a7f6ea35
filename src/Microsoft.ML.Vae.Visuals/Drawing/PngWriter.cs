using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Drawing;

/// <summary>Writes PNG files with one byte a pixel where all are grey, with three where all are opaque, else with four.</summary>
internal static class PngWriter
{
    private const int BytesPerPixel = 4;
    private const int BestCompression = 9;

    private static readonly SKPngEncoderOptions _options = new(SKPngEncoderFilterFlags.AllFilters, BestCompression);

    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="bgra">Blue, green, red and alpha of each.</param>
    public static byte[] Write(int width, int height, ReadOnlySpan<byte> bgra)
    {
        bool isOpaque = true, isGrey = true;
        for (int i = 0; i < bgra.Length; i += BytesPerPixel)
        {
            isOpaque &= bgra[i + 3] == byte.MaxValue;
            isGrey &= bgra[i] == bgra[i + 1] && bgra[i] == bgra[i + 2];
        }
        return isOpaque && isGrey
            ? Encode(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque), OneOf(bgra))
            : Encode(new SKImageInfo(width, height, SKColorType.Bgra8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul), bgra);
    }

    private static byte[] OneOf(ReadOnlySpan<byte> bgra)
    {
        byte[] levels = new byte[bgra.Length / BytesPerPixel];
        for (int i = 0; i < levels.Length; i++)
            levels[i] = bgra[i * BytesPerPixel];
        return levels;
    }

    private static byte[] Encode(SKImageInfo info, ReadOnlySpan<byte> pixels)
    {
        using SKImage image = SKImage.FromPixelCopy(info, pixels);
        using SKPixmap pixmap = image.PeekPixels();
        using SKData data = pixmap.Encode(_options);
        return data.ToArray();
    }
}
