namespace Microsoft.ML.Vae;

/// <summary>What <see cref="VaeTransformer.SaveOnnx"/> writes. Inputs and outputs have the names of the columns.</summary>
public enum OnnxPart
{
    /// <summary>
    /// From the input column, and the condition, to the latent mean, its log-variance if there is one, and the codebook's indices, from 1,
    /// if there are any.
    /// </summary>
    Encoder,

    /// <summary>From latents, and the condition, to the row that they decode to, E[x|z], in the units of the input column.</summary>
    Decoder,

    /// <summary>From the input column, and the condition, to the row decoded from its latent mean.</summary>
    Reconstruction,

    /// <summary>
    /// From the input column, and the condition, to the anomaly score, and to the predicted label and the p-value where the model has them.
    /// </summary>
    Score,

    /// <summary>
    /// From standard normal noise, <c>Noise</c>, [batch, Z], and the condition, to a latent of the prior and the row that it decodes to.
    /// Under <see cref="Likelihood.Mixed"/>, the row is drawn with a second noise, <c>SlotNoise</c>, [batch, D].
    /// </summary>
    Prior,
}
