using Microsoft.ML.ImageAnalytics.Png;

namespace Microsoft.ML.Data;

/// <summary>A picture of 32-bit pixels, colours premultiplied by alpha.</summary>
public sealed class MLImage : IDisposable
{
    private readonly MLPixelFormat _pixelFormat;
    private readonly int _width;
    private readonly int _height;
    private byte[] _pixels;
    private string _tag;

    private MLImage(int width, int height, MLPixelFormat pixelFormat, byte[] pixels)
    {
        _width = width;
        _height = height;
        _pixelFormat = pixelFormat;
        _pixels = pixels;
    }

    public MLPixelFormat PixelFormat => Alive._pixelFormat;

    public ReadOnlySpan<byte> Pixels => Alive._pixels;

    public byte[] GetBGRPixels => PremultipliedAlpha.ToBgr(Alive._pixels, _pixelFormat);

    public string Tag
    {
        get => Alive._tag;
        set => Alive._tag = value;
    }

    public int Width => Alive._width;

    public int Height => Alive._height;

    public int BitsPerPixel => 8 * Alive._pixels.Length / (_width * _height);

    private MLImage Alive => _pixels != null ? this : throw new InvalidOperationException("Object is disposed.");

    public static MLImage CreateFromStream(Stream imageStream)
    {
        ArgumentNullException.ThrowIfNull(imageStream);
        using var buffer = new MemoryStream();
        imageStream.CopyTo(buffer);
        return Decode(buffer.GetBuffer().AsSpan(0, (int)buffer.Length))
            ?? throw new ArgumentException("Invalid input stream contents", nameof(imageStream));
    }

    public static MLImage CreateFromFile(string imagePath)
    {
        ArgumentNullException.ThrowIfNull(imagePath);
        return (File.Exists(imagePath) ? Decode(File.ReadAllBytes(imagePath)) : null)
            ?? throw new ArgumentException("Invalid path", nameof(imagePath));
    }

    public static MLImage CreateFromPixels(int width, int height, MLPixelFormat pixelFormat, ReadOnlySpan<byte> imagePixelData)
    {
        if (pixelFormat is not (MLPixelFormat.Bgra32 or MLPixelFormat.Rgba32))
            throw new ArgumentException("Unsupported pixel format", nameof(pixelFormat));
        if (width <= 0)
            throw new ArgumentException("Invalid width value.", nameof(width));
        if (height <= 0)
            throw new ArgumentException("Invalid height value.", nameof(height));
        if (imagePixelData.Length != width * height * 4)
            throw new ArgumentException("Invalid imagePixelData buffer size.");
        return new MLImage(width, height, pixelFormat, imagePixelData.ToArray());
    }

    /// <summary>Writes the format named by the file extension; this stand-in can encode PNG only.</summary>
    public void Save(string imagePath)
    {
        var pixels = Alive._pixels;
        var extension = Path.GetExtension(imagePath);
        if (!KnownExtensions.Contains(extension))
            throw new ArgumentException("Path has invalid image file extension.", nameof(imagePath));
        if (!extension.Equals(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"Saving image with the format '{extension}' is not supported. Try save it with `Jpeg`, `Png`, or `Webp` format.", nameof(imagePath));
        }

        File.WriteAllBytes(imagePath, PngCodec.Encode(_width, _height, _pixelFormat, PremultipliedAlpha.Divide(pixels)));
    }

    public void Dispose() => _pixels = null;

    /// <summary>Null where the bytes are no picture. Skia's pixels on Linux are blue first, whatever the file holds.</summary>
    private static MLImage Decode(ReadOnlySpan<byte> file)
    {
        if (!PngCodec.TryDecode(file, MLPixelFormat.Bgra32, out var width, out var height, out var pixels))
            return null;
        PremultipliedAlpha.Multiply(pixels);
        return new MLImage(width, height, MLPixelFormat.Bgra32, pixels);
    }

    private static readonly HashSet<string> KnownExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".bmp", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".astc", ".avif", ".dng", ".heif", ".ktx", ".pkm", ".wbmp", ".webp",
    };
}
