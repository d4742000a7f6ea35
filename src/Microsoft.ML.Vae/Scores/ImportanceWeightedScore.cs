using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Objectives;
using Microsoft.ML.Vae.Randomness;

namespace Microsoft.ML.Vae.Scores;

/// <summary>
/// −log 1/K Σ w, w = p(x, z) / q(z|x) (Burda et al., "Importance Weighted Autoencoders", 2016), above the least −log p(x|z).
/// </summary>
/// <param name="samples">K.</param>
internal sealed class ImportanceWeightedScore(int samples) : AnomalyScore
{
    // Apart from every purpose of a row's own noise.
    private const int NoisePurpose = 1 << 16;

    public int Samples => samples;

    internal override bool NeedsPosterior => true;

    internal override Tensor Rows(ScoredRows rows)   // -> [B]
    {
        Tensor? total = null;   // [B], log Σ w
        for (int i = 0; i < samples; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor weight = LogWeight(rows, i).LogWeight;                                          // [B]
            Tensor next = scope.MoveToOuter(total is null ? weight : total.logaddexp(weight));     // [B]
            total?.Dispose();
            total = next;
        }
        using Scalar logCount = Math.Log(samples);
        return total!.neg().add_(logCount, Scalars.One);
    }

    /// <summary>The mean over the draws of what pixels are above their least, each draw weighted by w.</summary>
    internal override Tensor Slots(ScoredRows rows)   // -> [B, D]
    {
        Tensor? total = null, mean = null;   // [B], log Σ w; [B, D]
        for (int i = 0; i < samples; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor weight, Tensor excess) = LogWeight(rows, i);                                   // [B],[B, D]
            Tensor nextTotal = total is null ? weight : total.logaddexp(weight);                   // [B]
            Tensor share = (weight - nextTotal).exp_().unsqueeze(1);                               // [B, 1]
            Tensor nextMean = mean is null ? excess : mean.add((excess - mean) * share, Scalars.One);   // [B, D]
            total?.Dispose();
            mean?.Dispose();
            (total, mean) = (scope.MoveToOuter(nextTotal), scope.MoveToOuter(nextMean));
        }
        return mean!;
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{nameof(ImportanceWeighted)}({samples})");

    private static (Tensor LogWeight, Tensor Excess) LogWeight(ScoredRows rows, int draw)   // -> [B],[B, D]
    {
        (Tensor mean, Tensor logVariance) = (rows.Posterior.Mean, rows.Posterior.LogVariance!);                   // [B, Z],[B, Z]
        Tensor z = GaussianBottleneck.Reparameterize(mean, logVariance, Noise(rows.Model, draw));                 // [B, Z]
        Tensor decoded = rows.Model.Network.Decode(z, rows.Input);                                                // [B, P]
        Likelihood likelihood = rows.Model.Likelihood;
        Tensor x = rows.Pixels;                                                                                   // [B, D]
        Tensor excess = likelihood.PixelExcess(decoded, x);                                                       // [B, D]
        if (likelihood.PixelVariance != PixelVariance.Fixed)
        {
            // The least is that of the variance at z = mean.
            Tensor least = likelihood.LeastPixelLosses(decoded, x);               // [B, D] or [B, 1]
            Tensor leastAtMean = likelihood.LeastPixelLosses(rows.Decoded, x);    // [B, D] or [B, 1]
            excess = excess.add(least - leastAtMean, Scalars.One);
        }
        return (ImportanceWeightedObjective.LogWeights(excess.sum(1), z, mean, logVariance), excess);
    }

    private static Tensor Noise(VaeModel model, int draw)   // -> [1, Z]
    {
        Tensor noise = empty(1, model.LatentDimension, ScalarType.Float32, CPU);
        RowNoise.Fill(MemoryMarshal.Cast<byte, float>(noise.bytes), model.SampleSeed, NoisePurpose, new DataViewRowId((ulong)draw, 0));
        return noise.to(model.Device);
    }
}
