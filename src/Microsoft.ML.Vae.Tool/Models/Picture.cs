using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tool.Models;

/// <summary>An image as a page's canvas takes it: red, green, blue and alpha of each pixel, in rows from the top.</summary>
internal sealed record Picture(int Width, int Height, byte[] Pixels)
{
    private const int BytesPerPixel = 4;

    public static Picture Of(MLImage image) => image.PixelFormat == MLPixelFormat.Bgra32
        ? OfBgra(image.Width, image.Height, image.Pixels)
        : new Picture(image.Width, image.Height, image.Pixels.ToArray());

    public static Picture OfBgra(int width, int height, ReadOnlySpan<byte> bgra)
    {
        var pixels = bgra.ToArray();
        for (var i = 0; i < pixels.Length; i += BytesPerPixel)
            (pixels[i], pixels[i + 2]) = (pixels[i + 2], pixels[i]);
        return new Picture(width, height, pixels);
    }

    /// <summary>Of grey levels from 0 to 255.</summary>
    public static Picture OfGrey(int width, int height, ReadOnlySpan<byte> levels)
    {
        var pixels = new byte[levels.Length * BytesPerPixel];
        for (var i = 0; i < levels.Length; i++)
        {
            pixels.AsSpan(i * BytesPerPixel, BytesPerPixel - 1).Fill(levels[i]);
            pixels[i * BytesPerPixel + BytesPerPixel - 1] = byte.MaxValue;
        }
        return new Picture(width, height, pixels);
    }
}
