namespace Microsoft.ML.Vae.Objectives;

/// <summary>
/// InfoVAE with the maximum mean discrepancy (Zhao et al., "InfoVAE: Balancing Learning and Inference in Variational Autoencoders", 2019).
/// With α = 1 the divergence has no weight: the Wasserstein autoencoder (Tolstikhin et al., 2018) with a Gaussian encoder.
/// </summary>
internal sealed class InfoVaeObjective(double alpha, double lambda, MmdKernel kernel) : Objective
{
    internal override long LargestTensor(long batchSize, long latentDimension) => batchSize * batchSize;

    internal override Tensor Loss(ObjectiveBatch batch, TrainingPosition position)
    {
        using Scalar divergence = 1 - alpha, discrepancy = alpha + lambda - 1;
        long rows = batch.Latent.size(0), size = batch.Latent.size(1);
        Tensor prior = randn(rows, size, ScalarType.Float32, CPU, generator: batch.Noise).to(batch.Latent.device);   // [B, Z]
        return ElboObjective.PerRow(batch.Reconstruction, batch.Divergence, divergence).mean()
            .add(Discrepancy(batch.Latent, prior, kernel), discrepancy);   // []
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{1 - alpha} · KL + {alpha + lambda - 1} · MMD, {kernel} kernel");

    /// <summary>MMD of the latents and draws from the prior, unbiased if there are pairs.</summary>
    internal static Tensor Discrepancy(Tensor z, Tensor prior, MmdKernel kernel) =>   // [B, Z],[B, Z] -> []
        z.size(0) > 1 ? MaximumMeanDiscrepancy.Unbiased(z, prior, kernel) : MaximumMeanDiscrepancy.Biased(z, prior, kernel);
}
