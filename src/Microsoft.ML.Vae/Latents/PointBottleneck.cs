namespace Microsoft.ML.Vae.Latents;

/// <summary>The encoding itself, as in a plain autoencoder: no posterior, no divergence, no prior.</summary>
internal sealed class PointBottleneck : Bottleneck
{
    public override Tensor Divergence(Posterior q) => SameForEachRow(q, 0);   // -> [B]

    public override Tensor DivergencePerDimension(Posterior q) => SameForEachDimension(q, 0);   // -> [B, Z]
}
