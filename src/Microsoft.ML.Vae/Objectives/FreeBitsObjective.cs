using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Objectives;

/// <summary>
/// Free bits (Kingma et al., "Improved Variational Inference with Inverse Autoregressive Flow", 2016, equation 15), with one latent
/// dimension per group.
/// </summary>
internal sealed class FreeBitsObjective(double nats, BetaSchedule beta) : Objective, IWeightedDivergence
{
    internal override double WarmupEpochs => beta.WarmupEpochs;

    public bool DependsOnBatch => true;

    public void Weigh(TrainingPosition position, ReadOnlySpan<double> divergence, Span<float> weights)
    {
        float weight = (float)beta.At(position);
        for (int j = 0; j < weights.Length; j++)
            weights[j] = divergence[j] >= nats ? weight : 0;
    }

    internal override Tensor Loss(ObjectiveBatch batch, TrainingPosition position)
    {
        using Scalar free = nats;
        using Scalar weight = beta.At(position);
        Tensor divergence = Divergence(GaussianDivergence.PerDimension(batch.Mean, batch.LogVariance!), free);   // []
        return batch.Reconstruction.mean().add(divergence, weight);                                          // []
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"ELBO with {nats} free nats per dimension, {beta}");

    /// <summary>Σ_j max(λ, mean over the batch of KL_j): a dimension below λ nats gets no gradient.</summary>
    internal static Tensor Divergence(Tensor perDimension, Scalar free) =>   // [B, Z] -> []
        perDimension.mean([0]).clamp_min(free).sum();
}
