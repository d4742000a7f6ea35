namespace Microsoft.ML.Vae.Shared.Idx;

/// <summary>Grey images of one size, one byte a pixel, each with the number of its class.</summary>
internal sealed class LabelledImages
{
    private readonly byte[] _pixels;

    public LabelledImages(int height, int width, byte[] pixels, byte[] labels)
    {
        if (pixels.LongLength != (long)height * width * labels.Length)
            throw new ArgumentException($"{pixels.Length} pixels are not {labels.Length} images of {height} x {width}.", nameof(pixels));
        (Height, Width, _pixels, Labels) = (height, width, pixels, labels);
    }

    public int Height { get; }

    public int Width { get; }

    public int PixelCount => Height * Width;

    public int Count => Labels.Length;

    public byte[] Labels { get; }

    public ReadOnlySpan<byte> AllPixels => _pixels;

    public ReadOnlySpan<byte> this[int index] => _pixels.AsSpan(index * PixelCount, PixelCount);

    /// <summary>The first images, at most <paramref name="count"/>.</summary>
    public LabelledImages Take(int count) => count >= Count
        ? this
        : new LabelledImages(Height, Width, _pixels[..(count * PixelCount)], Labels[..count]);
}
