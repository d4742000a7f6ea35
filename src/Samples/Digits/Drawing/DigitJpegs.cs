using System.Globalization;
using Microsoft.ML.Vae.Samples.Shared.Data;
using Microsoft.ML.Vae.Samples.Shared.Images;

namespace Microsoft.ML.Vae.Samples.Digits.Drawing;

/// <summary>A folder of generated digits as JPEG files, drawn once and kept.</summary>
internal static class DigitJpegs
{
    public const int DefaultCount = 2_000;

    /// <summary>The folder for a seed under <paramref name="root"/>; drawn first where it is not there yet.</summary>
    public static string Ensure(string root, int seed, int count = DefaultCount)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"digits-v{DigitGenerator.Version}-seed{seed}-{count}-jpeg");
        return CachedFolder.Ensure(Path.Combine(root, name), folder => Draw(folder, seed, count));
    }

    private static void Draw(string folder, int seed, int count)
    {
        var (pixels, labels) = new DigitGenerator(seed).Draw(0, count);
        for (var i = 0; i < count; i++)
        {
            var digit = pixels[(i * DigitGenerator.PixelCount)..((i + 1) * DigitGenerator.PixelCount)];
            var name = string.Create(CultureInfo.InvariantCulture, $"{i:00000}-{labels[i]}.jpg");
            ImageWriter.Save(new GreyImage(DigitGenerator.Side, DigitGenerator.Side, digit), Path.Combine(folder, name));
        }
    }
}
