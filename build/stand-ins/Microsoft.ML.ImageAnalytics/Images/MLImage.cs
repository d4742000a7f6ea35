using Microsoft.ML.ImageAnalytics.Codecs;
using Microsoft.ML.ImageAnalytics.Images;

namespace Microsoft.ML.Data;

/// <summary>A picture of 32-bit pixels, colours premultiplied by alpha.</summary>
public sealed partial class MLImage : IDisposable
{
    private Bitmap _bitmap;
    private string _tag;

    private MLImage(Bitmap bitmap) => _bitmap = bitmap;

    public MLPixelFormat PixelFormat => Alive._bitmap.Format;

    public ReadOnlySpan<byte> Pixels => Alive._bitmap.Pixels;

    public byte[] GetBGRPixels
    {
        get
        {
            var bgra = Alive._bitmap.ToBgra().StraightPixels();
            var bgr = new byte[bgra.Length / 4 * 3];
            for (int from = 0, to = 0; to < bgr.Length; from += 4, to += 3)
                bgra.AsSpan(from, 3).CopyTo(bgr.AsSpan(to));
            return bgr;
        }
    }

    public string Tag
    {
        get => Alive._tag;
        set => Alive._tag = value;
    }

    public int Width => Alive._bitmap.Width;

    public int Height => Alive._bitmap.Height;

    public int BitsPerPixel => 8 * Alive._bitmap.Pixels.Length / (Width * Height);

    private MLImage Alive => _bitmap != null ? this : throw new InvalidOperationException("Object is disposed.");

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
        return new MLImage(new Bitmap(width, height, pixelFormat, IsOpaque: false, imagePixelData.ToArray()));
    }

    public void Dispose() => _bitmap = null;

    private static MLImage Decode(ReadOnlySpan<byte> file) => ImageFile.DecodeOrNull(file) is { } bitmap ? new MLImage(bitmap) : null;
}
