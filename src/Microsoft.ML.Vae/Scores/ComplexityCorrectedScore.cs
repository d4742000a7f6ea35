using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;

namespace Microsoft.ML.Vae.Scores;

/// <summary>
/// The negative ELBO minus a complexity of x (Serrà et al., "Input complexity and out-of-distribution detection with likelihood-based
/// generative models", 2020).
/// </summary>
internal sealed class ComplexityCorrectedScore : AnomalyScore
{
    internal override bool NeedsRows(VaeModel model) => !IsUnit(model);

    /// <summary>Finds the range of the values, unless they can only be in 0..1.</summary>
    internal override ScoreStatistics Learn(VaeModel model, Func<RowBatches> trainingRows, RankGroup? ranks = null)
    {
        if (!NeedsRows(model))
            return ScoreStatistics.None;
        (float lowest, float highest) = ranks.Together(() => Range(model, trainingRows));
        float[][] ranges = ranks?.Gather<float>([lowest, highest]) ?? [[lowest, highest]];
        (lowest, highest) = (ranges.Min(range => range[0]), ranges.Max(range => range[1]));
        return lowest <= highest
            ? new ScoreStatistics { Lowest = lowest, Highest = highest }
            : new ScoreStatistics { Lowest = 0, Highest = 0 };   // every value is missing
    }

    private static (float Lowest, float Highest) Range(VaeModel model, Func<RowBatches> trainingRows)
    {
        (float lowest, float highest) = (float.MaxValue, float.MinValue);
        using RowBatches batches = trainingRows();
        while (batches.MoveNext())
        {
            using VaeModel.Lease lease = model.Use();
            Tensor x = model.Input.Scale(model.Input.StoredPixels(batches.Bytes.Span, batches.Count));   // [B, D]
            lowest = Math.Min(lowest, x.nan_to_num(float.MaxValue).min().item<float>());
            highest = Math.Max(highest, x.nan_to_num(float.MinValue).max().item<float>());
        }
        return (lowest, highest);
    }

    internal override Tensor Rows(ScoredRows rows) =>   // -> [B]
        rows.Losses.add(rows.Divergence, Scalars.One).sub_(Complexity(rows).sum(1));

    internal override Tensor Slots(ScoredRows rows) => rows.PixelLosses.sub_(Complexity(rows));   // -> [B, D]

    /// <inheritdoc/>
    public override string ToString() => nameof(ComplexityCorrected);

    /// <summary>Whether scaled pixels are in 0..1 by the likelihood's domain or because they are stored as bytes.</summary>
    private static bool IsUnit(VaeModel model) =>
        model.Likelihood.PixelDomain is { Low: 0, High: 1 }
        || model.Input.ElementType == ScalarType.Byte && model.Input.Scaling == PixelScaling.ByteToUnit;

    /// <summary>Whether the complexity is the sum of the pixels' entropies, as the training rows told.</summary>
    internal static bool IsUnit(ScoreStatistics statistics) => statistics is { Lowest: null } or { Lowest: >= 0, Highest: <= 1 };

    private static Tensor Complexity(ScoredRows rows)   // -> [B, D]
    {
        Tensor x = rows.Pixels;   // [B, D]
        if (!IsUnit(rows.Statistics))
            return CodeLengths(rows, x);
        Tensor entropy = BernoulliLikelihood.Entropy(x.clamp(Scalars.Zero, Scalars.One));   // [B, D]
        return rows.Model.Input.Imputes ? MissingPixels.Observed(entropy, x) : entropy;
    }

    private static Tensor CodeLengths(ScoredRows rows, Tensor x)   // [B, D] -> [B, D]
    {
        var code = new CodeLength(rows.Statistics.Lowest!.Value, rows.Statistics.Highest!.Value, rows.Model.Input.Layout);
        (int count, int size) = ((int)x.size(0), (int)x.size(1));
        Tensor nats = empty(count, size, ScalarType.Float32, CPU);   // [B, D]
        Span<float> lengths = MemoryMarshal.Cast<byte, float>(nats.bytes);
        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(x.cpu().contiguous().bytes);
        for (int start = 0; start < values.Length; start += size)
            code.Measure(values.Slice(start, size), lengths.Slice(start, size));
        return nats.to(x.device);
    }
}
