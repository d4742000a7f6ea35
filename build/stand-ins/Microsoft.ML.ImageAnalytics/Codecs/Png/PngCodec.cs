using Microsoft.ML.Data;
using Microsoft.ML.ImageAnalytics.Images;

namespace Microsoft.ML.ImageAnalytics.Codecs.Png;

/// <summary>PNG by libpng.</summary>
internal static class PngCodec
{
    // What libpng calls the end of the file before that of the picture. Skia keeps the rows that came before it, and no others.
    private const string Truncated = "read beyond end of data";

    public static unsafe Bitmap DecodeOrNull(ReadOnlySpan<byte> file)
    {
        var image = new PngImage { Version = PngImage.CurrentVersion };
        fixed (byte* start = file)
        {
            if (LibPng.BeginRead(ref image, start, (nuint)file.Length) == 0)
                return null;
            try
            {
                var bitmap = Bitmap.Allocate(
                    checked((int)image.Width), checked((int)image.Height), MLPixelFormat.Bgra32, isOpaque: !image.HasAlpha);
                return Read(ref image, bitmap) ? bitmap : null;
            }
            finally
            {
                LibPng.Free(ref image);
            }
        }
    }

    public static unsafe byte[] Encode(Bitmap bitmap)
    {
        var pixels = bitmap.StraightPixels();
        var image = new PngImage
        {
            Version = PngImage.CurrentVersion,
            Width = (uint)bitmap.Width,
            Height = (uint)bitmap.Height,
            Format = bitmap.Format == MLPixelFormat.Bgra32 ? PngImage.Bgra : PngImage.Rgba,
        };
        // Incompressible data grows by less than a fifth; the rest is headers.
        var file = new byte[checked(pixels.Length / 5 * 6 + bitmap.Height + 1024)];
        var size = (nuint)file.Length;
        fixed (byte* source = pixels, target = file)
        {
            if (LibPng.Write(ref image, target, ref size, 0, source, 0, null) == 0)
                throw new InvalidOperationException($"libpng cannot write a picture of {bitmap.Width}x{bitmap.Height} pixels: {image.Error}");
        }

        return file[..(int)size];
    }

    private static unsafe bool Read(ref PngImage image, Bitmap bitmap)
    {
        image.Format = PngImage.Bgra;
        fixed (byte* target = bitmap.Pixels)
        {
            if (LibPng.FinishRead(ref image, null, target, 0, null) == 0 && image.Error != Truncated)
                return false;
        }

        if (bitmap.IsOpaque)
            PremultipliedAlpha.MakeOpaque(bitmap.Pixels);
        PremultipliedAlpha.Multiply(bitmap.Pixels);
        return true;
    }
}
