namespace Microsoft.ML.Vae.Latents;

/// <summary>What a network makes of rows.</summary>
/// <param name="Mean">The points that stand for them: μ of q(z|x), or the codebook's vectors, [B, Z].</param>
/// <param name="LogVariance">log σ² of q(z|x), [B, Z]; null where codes have no variance.</param>
internal readonly record struct LatentCode(Tensor Mean, Tensor? LogVariance)
{
    /// <summary>The numbers of the vectors that a quantised code consists of, [B, G]; null without a codebook.</summary>
    public Tensor? Indices { get; init; }
}
