using System.Globalization;
using Microsoft.ML.Vae.Samples.Shared.Data;
using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Samples.Digits.Drawing;

/// <summary>A folder of generated digits in MNIST's format and sizes, drawn once and kept.</summary>
internal static class DigitFolder
{
    public const int DefaultTrainCount = 60_000;
    public const int DefaultTestCount = 10_000;

    /// <summary>The folder for a seed under <paramref name="root"/>; drawn first where it is not there yet.</summary>
    public static string Ensure(string root, int seed, int trainCount = DefaultTrainCount, int testCount = DefaultTestCount)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"digits-v{DigitGenerator.Version}-seed{seed}-{trainCount}-{testCount}");
        return CachedFolder.Ensure(Path.Combine(root, name), folder => Draw(seed, trainCount, testCount).Save(folder));
    }

    private static IdxFolder Draw(int seed, int trainCount, int testCount)
    {
        var generator = new DigitGenerator(seed);
        return new IdxFolder(DrawPart(generator, 0, trainCount), DrawPart(generator, trainCount, testCount));
    }

    private static LabelledImages DrawPart(DigitGenerator generator, int first, int count)
    {
        var (pixels, labels) = generator.Draw(first, count);
        return new LabelledImages(DigitGenerator.Side, DigitGenerator.Side, pixels, labels);
    }
}
