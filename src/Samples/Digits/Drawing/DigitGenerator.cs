namespace Microsoft.ML.Vae.Samples.Digits.Drawing;

/// <summary>
/// Draws labelled digits that look handwritten. Image number i of a seed is the same on every machine, for any
/// number of threads, however many are drawn.
/// </summary>
internal sealed class DigitGenerator(int seed, DigitStyle? style = null)
{
    /// <summary>Changes whenever the images of a seed change, so that stored ones can be told apart.</summary>
    public const int Version = 1;

    public const int Side = 28;

    public const int PixelCount = Side * Side;

    private readonly DigitStyle _style = style ?? DigitStyle.Default;

    /// <summary>Draws the images numbered from <paramref name="first"/> on.</summary>
    public (byte[] Pixels, byte[] Labels) Draw(int first, int count)
    {
        var pixels = new byte[count * PixelCount];
        var labels = new byte[count];
        Parallel.For(0, count, i =>
            labels[i] = DrawOne(first + i, pixels.AsSpan(i * PixelCount, PixelCount)));
        return (pixels, labels);
    }

    private byte DrawOne(int index, Span<byte> pixels)
    {
        var random = new RandomStream(seed, index);
        var digit = random.Below(Alphabet.DigitCount);
        new DigitPen(random, _style).Write(digit, pixels);
        return (byte)digit;
    }
}
