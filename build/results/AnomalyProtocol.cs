using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Results;

/// <summary>One digit normal at a time: what is fitted to its training images scores all test images.</summary>
internal sealed class AnomalyProtocol(MLContext context, LabelledImages train, LabelledImages test)
{
    private const int Classes = 10;

    /// <summary>Every score, with few draws where it draws.</summary>
    public static IReadOnlyList<AnomalyScore> Scores { get; } =
    [
        AnomalyScore.Excess, AnomalyScore.NegativeElbo, AnomalyScore.ReconstructionError, AnomalyScore.KullbackLeibler,
        AnomalyScore.LatentDensity, AnomalyScore.ImportanceWeighted(samples: 5), AnomalyScore.ComplexityCorrected,
    ];

    public MLContext Context => context;

    public DigitSet Test { get; } = new(context, test);

    /// <summary>The mean area under the ROC curve over the digits, by each of several scores.</summary>
    /// <param name="score">Fits to the normal images and scores all test images, once by each score.</param>
    public IReadOnlyList<double> MeanAuroc(Func<DigitSet, IReadOnlyList<float[]>> score)
    {
        double[][] areas =
            [.. Enumerable.Range(0, Classes).Select(digit => score(Only(digit)).Select(scores => Auroc(scores, digit)).ToArray())];
        return [.. areas[0].Select((_, i) => areas.Average(ofDigit => ofDigit[i]))];
    }

    private DigitSet Only(int digit)
    {
        int[] places = [.. Enumerable.Range(0, train.Count).Where(i => train.Labels[i] == digit)];
        byte[] pixels = [.. places.SelectMany(i => train[i].ToArray())];
        byte[] labels = [.. places.Select(_ => (byte)digit)];
        return new DigitSet(context, new LabelledImages(train.Height, train.Width, pixels, labels));
    }

    /// <summary>The share of pairs that the scores put in order, ties counting half, by sums of ranks (Mann and Whitney, 1947).</summary>
    private double Auroc(float[] scores, int normal)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        float[] sorted = [.. scores];
        Array.Sort(sorted, order);
        double ranks = 0;
        long anomalies = 0;
        for (int first = 0, end; first < sorted.Length; first = end)
        {
            for (end = first + 1; end < sorted.Length && sorted[end] == sorted[first]; end++)
            {
            }
            int count = order[first..end].Count(i => test.Labels[i] != normal);
            ranks += count * (first + end + 1) / 2.0;
            anomalies += count;
        }
        return (ranks - anomalies * (anomalies + 1) / 2.0) / ((double)anomalies * (sorted.Length - anomalies));
    }
}
