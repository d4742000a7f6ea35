using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;

namespace Microsoft.ML.Vae.Tests.Likelihoods;

/// <summary>Mixed likelihoods for rows of any size, and what they should compute, in plain C# doubles.</summary>
internal static class MixedParts
{
    /// <summary>Learned numbers, a category, flags, numbers of a fixed σ and another category, as far as the slots go.</summary>
    public static MixedLikelihood Of(int size)
    {
        (SlotKind Kind, int Share, double? Deviation)[] kinds =
            [(SlotKind.Number, 3, null), (SlotKind.Category, 4, null), (SlotKind.Flag, 2, null), (SlotKind.Number, 2, 0.3), (SlotKind.Category, 3, null)];
        List<SlotPart> parts = [];
        for (int i = 0, start = 0; start < size; i++)
        {
            (SlotKind kind, int share, double? deviation) = kinds[i % kinds.Length];
            int length = Math.Min(size - start, (size * share + 13) / 14);
            parts.Add(new SlotPart(kind, start, length, $"Column{i}") { StandardDeviation = deviation });
            start += length;
        }
        return new MixedLikelihood(parts);
    }

    /// <summary>Rows of a table: numbers from −2 to 2, categories of which some are unknown, flags.</summary>
    public static float[][] Rows(MixedLikelihood likelihood, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => likelihood.Parts.SelectMany(part => Values(part, random)).ToArray())];
    }

    /// <summary>−log p of a row, from the means, the log-odds and, per slot, a tenth of log σ².</summary>
    public static double Loss(MixedLikelihood likelihood, double[] decoded, double[] x) => likelihood.Parts.Sum(part =>
    {
        double[] own = x[part.Start..part.End], outputs = decoded[part.Start..part.End];
        return part.Kind switch
        {
            SlotKind.Flag => ReferenceLoss.Bernoulli(outputs, own),
            SlotKind.Category => Math.Log(1 + outputs.Sum(Math.Exp)) - own.Zip(outputs, (value, logOdds) => value * logOdds).Sum(),
            _ when part.StandardDeviation is { } sigma => ReferenceLoss.Gaussian(outputs, own, sigma),
            _ => ReferenceDensity.LearnedVariance(
                [.. outputs, .. decoded[(x.Length + part.Start)..(x.Length + part.End)].Select(value => 10 * value)], own, 0.01),
        };
    });

    private static float[] Values(SlotPart part, Random random)
    {
        var values = new float[part.Length];
        if (part.Kind == SlotKind.Category && random.Next(5) > 0)
            values[random.Next(values.Length)] = 1;
        for (int i = 0; i < values.Length && part.Kind != SlotKind.Category; i++)
            values[i] = part.Kind == SlotKind.Flag ? random.Next(2) : 4 * random.NextSingle() - 2;
        return values;
    }
}
