namespace Microsoft.ML.Vae.Latents;

/// <summary>What a bottleneck makes of an encoder's output.</summary>
/// <param name="Encoding">The encoder's first output, [B, Z].</param>
/// <param name="Mean">The latents that stand for the rows: μ of q(z|x), the encoding itself, or the codebook's vectors, [B, Z].</param>
/// <param name="LogVariance">log σ² of q(z|x), [B, Z]; null where latents have no variance, or where it was not asked for.</param>
internal readonly record struct Posterior(Tensor Encoding, Tensor Mean, Tensor? LogVariance)
{
    /// <summary>Which vectors of the codebook make up each latent, [B, G]; null without a codebook.</summary>
    public Tensor? Indices { get; init; }
}
