using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SkiaSharp;

namespace Microsoft.ML.Vae.Images;

/// <summary>
/// Draws an image file on a canvas. A JPEG or WebP file is decoded at a half, a quarter or an eighth of its size where that still has
/// enough pixels: the transform that the files are stored in makes these averages at a fraction of the cost.
/// </summary>
internal static class ImageFile
{
    private static readonly double[] _scales = [1.0 / 8, 1.0 / 4, 1.0 / 2, 1];

    /// <exception cref="InvalidDataException">The file cannot be read, or is no image; the message says why.</exception>
    public static void Read(string path, ImageFileOptions options, Canvas canvas)
    {
        using SKData file = Open(path);
        Read(file, options, canvas);
    }

    /// <summary>The same for a file that is in memory.</summary>
    /// <exception cref="InvalidDataException">It is no image; the message says why.</exception>
    public static void Read(SKData file, ImageFileOptions options, Canvas canvas)
    {
        using SKCodec codec = OpenCodec(file, options.MaximumPixels);
        SKSizeI size = codec.Info.Size;
        ReadOnlySpan<byte> bytes = file.AsSpan();
        Orientation orientation = OrientationOf(codec, bytes);
        Placement placement = Placement.Of(orientation.Swap(size.Width, size.Height), canvas.Size, options.Resizing);
        canvas.Begin(placement, orientation);
        (double Width, double Height) crop = orientation.Swap(placement.Crop.Width, placement.Crop.Height);
        (int Width, int Height) inner = orientation.Swap(placement.Inner.Width, placement.Inner.Height);

        double scale = Gray16Png.Is(bytes) ? 1 : DecodingScale(codec, Math.Max(inner.Width / crop.Width, inner.Height / crop.Height));
        using SKBitmap bitmap = Gray16Png.Is(bytes) ? Gray16Png.Decode(bytes, options.GrayWindow) : Decode(codec, scale);
        Resampler.Resample(
            bitmap.GetPixelSpan(), bitmap.Width * Canvas.BytesPerPixel,
            Filter(bitmap.Width, size.Width, crop.Width, inner.Width, scale),
            Filter(bitmap.Height, size.Height, crop.Height, inner.Height, scale),
            canvas);
    }

    /// <summary>Reads the header of a file that is in memory.</summary>
    /// <exception cref="InvalidDataException">It is no image, or too large a one; the message says why.</exception>
    public static SKCodec OpenCodec(SKData file, long maximumPixels)
    {
        SKCodec codec = SKCodec.Create(file) ?? throw new InvalidDataException(
            "it is not an image, is damaged at its beginning, or is in a format that SkiaSharp does not read "
            + "(it reads PNG, JPEG, WebP, GIF, BMP and ICO)");
        SKSizeI size = codec.Info.Size;
        if ((long)size.Width * size.Height <= maximumPixels)
            return codec;
        codec.Dispose();
        throw new InvalidDataException(FormattableString.Invariant(
            $"it declares {size.Width} x {size.Height} pixels, and {nameof(ImageFileOptions.MaximumPixels)} is {maximumPixels}"));
    }

    /// <summary>How the stored pixels are shown.</summary>
    public static Orientation OrientationOf(SKCodec codec, ReadOnlySpan<byte> bytes) =>
        Orientation.Of(ExifOrientation.Find(bytes) ?? (int)codec.EncodedOrigin);

    /// <summary>Decodes all pixels.</summary>
    public static SKBitmap Decode(SKCodec codec, SKImageInfo info)
    {
        var bitmap = new SKBitmap();
        try
        {
            if (!bitmap.TryAllocPixels(info))
                throw new InvalidDataException(FormattableString.Invariant($"there is no memory for {info.Width} x {info.Height} pixels"));
            SKCodecResult result = codec.GetPixels(info, bitmap.GetPixels());
            return result switch
            {
                SKCodecResult.Success => bitmap,
                SKCodecResult.IncompleteInput => throw new InvalidDataException("it ends before its last pixel"),
                SKCodecResult.ErrorInInput => throw new InvalidDataException("its pixels are damaged"),
                _ => throw new InvalidDataException($"SkiaSharp cannot decode it ({result})"),
            };
        }
        catch
        {
            bitmap.Dispose();
            throw;
        }
    }

    /// <summary>The whole file, in memory that no collector moves.</summary>
    private static SKData Open(string path)
    {
        SKData? data = null;
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            long length = RandomAccess.GetLength(file);
            if (length == 0)
                throw new InvalidDataException("it is empty");
            if (length > int.MaxValue)
                throw new InvalidDataException(FormattableString.Invariant($"it has {length} bytes; at most {int.MaxValue} can be read"));
            data = SKData.Create((int)length);
            Fill(file, MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(data.AsSpan()), (int)length));
            return data;
        }
        catch (Exception e)
        {
            data?.Dispose();
            if (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
                throw new InvalidDataException(Directory.Exists(path) ? "it is a folder" : e.Message, e);
            throw;
        }
    }

    private static void Fill(SafeFileHandle file, Span<byte> bytes)
    {
        for (int offset = 0; offset < bytes.Length;)
        {
            int count = RandomAccess.Read(file, bytes[offset..], offset);
            offset += count > 0 ? count : throw new EndOfStreamException("The file became shorter while it was read.");
        }
    }

    /// <summary>The smallest scale that the file can be decoded at which is not below what is needed.</summary>
    private static double DecodingScale(SKCodec codec, double needed) =>
        codec.EncodedFormat is SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp
            ? _scales.First(scale => scale >= needed || scale == 1)
            : 1;

    private static SKBitmap Decode(SKCodec codec, double scale)
    {
        SKSizeI size = codec.GetScaledDimensions((float)scale);
        SKAlphaType alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        return Decode(codec, new SKImageInfo(size.Width, size.Height, SKColorType.Bgra8888, alpha));
    }

    // The last pixel of a decoded JPEG may lie partly outside the image; of a WebP by less than half.
    private static AxisFilter Filter(int decoded, int whole, double crop, int target, double scale) =>
        AxisFilter.Create(decoded, (whole - crop) / 2 * scale, crop * scale, target);
}
