using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Objectives;

/// <summary>
/// β-TC-VAE (Chen et al., "Isolating Sources of Disentanglement in Variational Autoencoders", 2018): the sampled divergence in three
/// weighted parts. q(z) is estimated from the batch by minibatch stratified sampling (appendix C.2).
/// </summary>
internal sealed class TotalCorrelationObjective(double alpha, double beta, double gamma) : Objective
{
    internal override bool NeedsRowCount => true;

    internal override long LargestTensor(long batchSize, long latentDimension) => batchSize * batchSize * latentDimension;

    internal override Tensor Loss(ObjectiveBatch batch, TrainingPosition position)
    {
        using Scalar a = alpha, b = beta, c = gamma;
        Tensor logWeights = LogWeights(batch.Mean.size(0), position.RowCount!.Value).to(batch.Mean.device);   // [B, B]
        DivergenceParts parts = Decompose(batch.Latent, batch.Mean, batch.LogVariance!, logWeights);
        return batch.Reconstruction
            .add(parts.MutualInformation, a).add(parts.TotalCorrelation, b).add(parts.DimensionWise, c).mean();   // []
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"ELBO with {alpha} · mutual information + {beta} · total correlation + {gamma} · dimension-wise KL");

    /// <summary>
    /// Logarithms of the weights of q(z|x_j) in the estimate of q(z_i), where z_i is drawn from q(z|x_i). With M = B − 1, the weight is 1/N
    /// for j = i, (N − M) / (N M) for the row after it and 1/M for all others, so that each row sums to 1. A batch of one row has the
    /// weight 1.
    /// </summary>
    internal static Tensor LogWeights(long batchSize, long rowCount)   // -> [B, B]
    {
        int b = checked((int)batchSize);
        Tensor weights = zeros(b, b, ScalarType.Float32, CPU);
        if (b == 1)
            return weights;
        double m = b - 1, n = Math.Max(rowCount, b);
        Span<float> values = MemoryMarshal.Cast<byte, float>(weights.bytes);
        values.Fill((float)-Math.Log(m));
        for (int i = 0; i < b; i++)
        {
            values[i * b + i] = (float)-Math.Log(n);
            values[i * b + (i + 1) % b] = (float)Math.Log((n - m) / (n * m));
        }
        return weights;
    }

    /// <summary>The three parts of log q(z|x) − log p(z) of each row; their sum does not depend on the weights.</summary>
    internal static DivergenceParts Decompose(Tensor z, Tensor mean, Tensor logVariance, Tensor logWeights)   // [B, Z] × 3, [B, B]
    {
        Tensor pairs = LatentDensity.Posterior(z.unsqueeze(1), mean.unsqueeze(0), logVariance.unsqueeze(0));   // [B, B, Z], log q(z_i|x_j)
        Tensor joint = pairs.sum(2).add(logWeights, Scalars.One).logsumexp(1);                                 // [B], log q(z)
        Tensor marginals = pairs.add(logWeights.unsqueeze(2), Scalars.One).logsumexp(1).sum(1);                // [B], Σ_j log q(z_j)
        Tensor posterior = LatentDensity.Posterior(z, mean, logVariance).sum(1);                               // [B], log q(z|x)
        Tensor prior = LatentDensity.Prior(z).sum(1);                                                          // [B], log p(z)
        return new DivergenceParts(posterior - joint, joint - marginals, marginals - prior);
    }
}

/// <summary>The parts of a sampled divergence in nats, each [B].</summary>
/// <param name="MutualInformation">log q(z|x) − log q(z), between latent and row.</param>
/// <param name="TotalCorrelation">log q(z) − Σ log q(z_j), between the dimensions.</param>
/// <param name="DimensionWise">Σ log q(z_j) − log p(z_j).</param>
internal readonly record struct DivergenceParts(Tensor MutualInformation, Tensor TotalCorrelation, Tensor DimensionWise);
