using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Scores;

/// <summary>√((z − m)ᵀ S⁻¹ (z − m)) with the mean m and the shrunk covariance S of the training rows' latents z.</summary>
internal sealed class LatentDensityScore : AnomalyScore
{
    internal override bool HasContributions => false;

    internal override bool NeedsRows(VaeModel model) => true;

    internal override ScoreStatistics Learn(VaeModel model, Func<RowBatches> trainingRows, RankGroup? ranks = null)
    {
        using var moments = new LatentMoments(model.LatentDimension);
        ranks.Together(() => Add(model, trainingRows, moments));
        if (ranks is not null)
            moments.Combine(ranks);
        return moments.ToStatistics();
    }

    private static void Add(VaeModel model, Func<RowBatches> trainingRows, LatentMoments moments)
    {
        using RowBatches batches = trainingRows();
        while (batches.MoveNext())
        {
            using VaeModel.Lease lease = model.Use();
            Tensor input = model.Input.ToNetworkInput(batches.Bytes.Span, batches.Count, model.Device);   // [B, D + C]
            moments.Add(model.Encode(batches.Bytes, batches.Count, input).Mean);
        }
    }

    internal override Tensor Rows(ScoredRows rows)   // -> [B]
    {
        Tensor z = rows.Posterior.Mean.to(ScalarType.Float64);                                               // [B, Z]
        long size = z.size(1);
        Tensor mean = tensor(rows.Statistics.LatentMean!, ScalarType.Float64, z.device);                     // [Z]
        Tensor precision = tensor(rows.Statistics.LatentPrecision!, [size, size], ScalarType.Float64, z.device);   // [Z, Z]
        Tensor distance = z - mean;                                                                          // [B, Z]
        return (distance.mm(precision) * distance).sum(1).clamp_min_(Scalars.Zero).sqrt_();
    }

    internal override Tensor Slots(ScoredRows rows) => throw new NotSupportedException($"{this} has no slots.");

    /// <inheritdoc/>
    public override string ToString() => nameof(LatentDensity);
}
