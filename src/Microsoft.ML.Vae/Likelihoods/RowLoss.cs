namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>−log p(x|z) of single rows of plain numbers, with its gradient.</summary>
internal abstract unsafe class RowLoss
{
    /// <summary>The loss of a row in nats. The decoder's output becomes the loss's gradient with respect to it, times a factor.</summary>
    /// <param name="x">[D], the scaled pixels.</param>
    /// <param name="output">[P], the decoder's output.</param>
    /// <param name="size">D.</param>
    /// <param name="factor">The factor.</param>
    public abstract float Differentiate(float* x, float* output, int size, float factor);
}
