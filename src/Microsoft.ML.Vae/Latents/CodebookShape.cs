namespace Microsoft.ML.Vae.Latents;

/// <summary>A codebook's size, and into how many groups it cuts a code.</summary>
/// <param name="Vectors">K.</param>
/// <param name="Groups">G, which divides the latent dimension.</param>
internal sealed record CodebookShape(int Vectors, int Groups)
{
    internal const int MostVectors = 65_536;

    /// <summary>−log p(code) = G log K nats, as every vector is as likely as every other.</summary>
    public double Divergence => Groups * Math.Log(Vectors);
}
