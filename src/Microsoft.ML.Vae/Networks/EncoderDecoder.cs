namespace Microsoft.ML.Vae.Networks;

/// <summary>The two halves of a network.</summary>
/// <param name="Encoder">[B, D + C] -> μ [B, Z] and log σ² [B, Z], which is null where latents have no variance.</param>
/// <param name="Decoder">[B, Z + C] -> what the likelihood interprets, [B, P].</param>
internal readonly record struct EncoderDecoder(
    nn.Module<Tensor, (Tensor Mean, Tensor? LogVariance)> Encoder, nn.Module<Tensor, Tensor> Decoder)
{
    /// <summary>What owns the tensors of both, if it is one module.</summary>
    public nn.Module? Whole { get; init; }
}
