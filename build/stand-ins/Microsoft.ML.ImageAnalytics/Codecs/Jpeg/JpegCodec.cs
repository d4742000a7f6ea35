using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Microsoft.ML.ImageAnalytics.Images;

namespace Microsoft.ML.ImageAnalytics.Codecs.Jpeg;

/// <summary>JPEG by libjpeg-turbo, which Skia uses too.</summary>
internal static unsafe class JpegCodec
{
    // What libjpeg calls the end of the file before that of the picture. Skia keeps the rows that came before it; libjpeg would make up the rest.
    private const string Truncated = "Premature end of JPEG file";
    private const int Quality = 100;

    public static Bitmap DecodeOrNull(ReadOnlySpan<byte> file)
    {
        var handle = LibTurboJpeg.NewDecompressor();
        try
        {
            fixed (byte* start = file)
            {
                var size = new CULong((nuint)file.Length);
                if (LibTurboJpeg.ReadHeader(handle, start, size, out var width, out var height, out _, out _) != 0
                    && LibTurboJpeg.GetErrorCode(handle) != LibTurboJpeg.Warning)
                    return null;
                var bitmap = Bitmap.Allocate(width, height, MLPixelFormat.Bgra32, isOpaque: true);
                if (!Decode(handle, start, size, bitmap))
                    return null;
                PremultipliedAlpha.MakeOpaque(bitmap.Pixels);
                return bitmap;
            }
        }
        finally
        {
            LibTurboJpeg.Destroy(handle);
        }
    }

    /// <summary>At quality 100, as the original asks for; translucent colours are written as they stand in memory.</summary>
    public static byte[] Encode(Bitmap bitmap)
    {
        var handle = LibTurboJpeg.NewCompressor();
        byte* file = null;
        try
        {
            var format = bitmap.Format == MLPixelFormat.Bgra32 ? LibTurboJpeg.Bgra : LibTurboJpeg.Rgba;
            var size = default(CULong);
            fixed (byte* source = bitmap.Pixels)
            {
                var result = LibTurboJpeg.Compress(
                    handle, source, bitmap.Width, 0, bitmap.Height, format, ref file, ref size, LibTurboJpeg.Sampling420, Quality, 0);
                return result == 0 ? new ReadOnlySpan<byte>(file, checked((int)size.Value)).ToArray() : null;
            }
        }
        finally
        {
            LibTurboJpeg.Free(file);
            LibTurboJpeg.Destroy(handle);
        }
    }

    /// <summary>Only the end of the file stops the decoding; whatever else libjpeg warns of, it goes on from.</summary>
    private static bool Decode(nint handle, byte* file, CULong size, Bitmap bitmap)
    {
        fixed (byte* target = bitmap.Pixels)
        {
            if (Run(handle, file, size, target, bitmap, LibTurboJpeg.StopOnWarning))
                return true;
            if (LibTurboJpeg.GetErrorCode(handle) != LibTurboJpeg.Warning)
                return false;
            return LibTurboJpeg.GetError(handle).Contains(Truncated, StringComparison.Ordinal)
                || Run(handle, file, size, target, bitmap, 0)
                || LibTurboJpeg.GetErrorCode(handle) == LibTurboJpeg.Warning;
        }
    }

    private static bool Run(nint handle, byte* file, CULong size, byte* target, Bitmap bitmap, int flags) =>
        LibTurboJpeg.Decompress(handle, file, size, target, bitmap.Width, 0, bitmap.Height, LibTurboJpeg.Bgra, flags) == 0;
}
