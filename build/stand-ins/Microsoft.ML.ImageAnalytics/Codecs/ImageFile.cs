using Microsoft.ML.ImageAnalytics.Codecs.Gdk;
using Microsoft.ML.ImageAnalytics.Codecs.Jpeg;
using Microsoft.ML.ImageAnalytics.Codecs.Png;
using Microsoft.ML.ImageAnalytics.Images;

namespace Microsoft.ML.ImageAnalytics.Codecs;

/// <summary>Files to bitmaps and back, by the bytes that a format's files begin with and by the extension.</summary>
internal static class ImageFile
{
    /// <summary>Null where the bytes are no picture. A file that ends too early gives what there is, as in Skia.</summary>
    public static Bitmap DecodeOrNull(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return PngCodec.DecodeOrNull(file);
        if (file.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return JpegCodec.DecodeOrNull(file);
        return file.StartsWith("BM"u8) ? GdkCodec.DecodeOrNull(file, "bmp") : null;
    }

    /// <summary>Null where the format cannot be written.</summary>
    public static byte[] EncodeOrNull(Bitmap bitmap, string extension) => extension.ToUpperInvariant() switch
    {
        ".PNG" => PngCodec.Encode(bitmap),
        ".JPG" or ".JPEG" => JpegCodec.Encode(bitmap),
        _ => null,
    };
}
