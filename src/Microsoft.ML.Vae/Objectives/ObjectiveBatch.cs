namespace Microsoft.ML.Vae.Objectives;

/// <summary>The inputs of a loss: B rows with K draws of z each.</summary>
/// <param name="Mean">μ of q(z|x), [B, Z].</param>
/// <param name="LogVariance">log σ² of q(z|x), [B, Z]; null if latents have no variance.</param>
/// <param name="Latent">z = μ + σ ε, [B·K, Z], the draws of a row next to each other.</param>
/// <param name="Decoded">The z that was decoded, [B·K, Z]: <paramref name="Latent"/>, or a detached leaf with the same values.</param>
/// <param name="Reconstruction">−log p(x|z), [B·K].</param>
/// <param name="Divergence">KL(q(z|x) ‖ N(0, I)), [B].</param>
/// <param name="Noise">The source of further random draws.</param>
internal sealed record ObjectiveBatch(
    Tensor Mean, Tensor? LogVariance, Tensor Latent, Tensor Decoded, Tensor Reconstruction, Tensor Divergence, Generator Noise)
{
    /// <summary>The batch's share of the rows of its step.</summary>
    public double Share { get; init; } = 1;

    /// <summary>What the mean loss of the batch adds to that of its step.</summary>
    public Tensor PartOfStep(Tensor loss)   // [] -> []
    {
        if (Share == 1)
            return loss;
        using Scalar share = Share;
        return loss.mul(share);
    }
}
