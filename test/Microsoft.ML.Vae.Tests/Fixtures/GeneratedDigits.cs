using Microsoft.ML.Vae.Samples.Digits.Drawing;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Digits that look handwritten, the same on every machine.</summary>
internal static class GeneratedDigits
{
    private const int Seed = 16;
    private const int Count = 16_000;

    private static readonly Lazy<(byte[] Pixels, byte[] Labels)> _all = new(() => new DigitGenerator(Seed).Draw(0, Count));

    /// <summary>Images of one digit, in the order in which they are drawn.</summary>
    public static byte[][] Of(int digit, int first, int count) =>
        [.. Rows(label => label == digit).Skip(first).Take(count)];

    /// <summary>Images of every other digit.</summary>
    public static byte[][] Except(int digit, int count) => [.. Rows(label => label != digit).Take(count)];

    /// <summary>Images of any digit.</summary>
    public static byte[][] Any(int first, int count) => [.. Rows(_ => true).Skip(first).Take(count)];

    public static IDataView View(params byte[][][] parts) => PixelViews.OfBytes(new MLContext(), [.. parts.SelectMany(part => part)]);

    private static IEnumerable<byte[]> Rows(Func<byte, bool> isWanted) =>
        Enumerable.Range(0, Count).Where(i => isWanted(_all.Value.Labels[i]))
            .Select(i => _all.Value.Pixels.AsSpan(i * DigitGenerator.PixelCount, DigitGenerator.PixelCount).ToArray());
}
