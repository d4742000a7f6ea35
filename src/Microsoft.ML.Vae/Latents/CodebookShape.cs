namespace Microsoft.ML.Vae.Latents;

/// <summary>A codebook's size, and the number of groups into which it divides a latent.</summary>
/// <param name="Vectors">K.</param>
/// <param name="Groups">G, which divides the latent dimension.</param>
internal sealed record CodebookShape(int Vectors, int Groups)
{
    internal const int MostVectors = 65_536;

    /// <summary>−log p(z) = G log K nats, because all vectors are equally likely.</summary>
    public double Divergence => Groups * Math.Log(Vectors);
}
