using Microsoft.ML.Data;

namespace Microsoft.ML.ImageAnalytics.Png;

/// <summary>PNG to straight 32-bit pixels and back, by libpng.</summary>
internal static class PngCodec
{
    public static unsafe bool TryDecode(ReadOnlySpan<byte> file, MLPixelFormat format, out int width, out int height, out byte[] pixels)
    {
        (width, height, pixels) = (0, 0, null);
        var image = new PngImage { Version = PngImage.CurrentVersion };
        fixed (byte* start = file)
        {
            if (LibPng.BeginRead(ref image, start, (nuint)file.Length) == 0)
                return false;
            image.Format = FormatOf(format);
            var size = (ulong)image.Width * image.Height * 4;
            if (size > (ulong)Array.MaxLength)
            {
                LibPng.Free(ref image);
                return false;
            }

            var decoded = new byte[size];
            fixed (byte* target = decoded)
            {
                if (LibPng.FinishRead(ref image, null, target, 0, null) == 0)
                    return false;
            }

            (width, height, pixels) = ((int)image.Width, (int)image.Height, decoded);
            return true;
        }
    }

    public static unsafe byte[] Encode(int width, int height, MLPixelFormat format, ReadOnlySpan<byte> pixels)
    {
        var image = new PngImage
        {
            Version = PngImage.CurrentVersion,
            Width = (uint)width,
            Height = (uint)height,
            Format = FormatOf(format),
        };
        // Incompressible data grows by less than a fifth; the rest is headers.
        var file = new byte[checked(pixels.Length / 5 * 6 + height + 1024)];
        var size = (nuint)file.Length;
        fixed (byte* source = pixels, target = file)
        {
            if (LibPng.Write(ref image, target, ref size, 0, source, 0, null) == 0)
                throw new InvalidOperationException($"libpng cannot write a picture of {width}x{height} pixels: {image.Error}");
        }

        return file[..(int)size];
    }

    private static uint FormatOf(MLPixelFormat format) => format == MLPixelFormat.Bgra32 ? PngImage.Bgra : PngImage.Rgba;
}
