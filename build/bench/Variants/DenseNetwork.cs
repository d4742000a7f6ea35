namespace Microsoft.ML.Vae.Bench;

/// <summary>A network of the published runs: pixels - hidden - latent - hidden - pixels.</summary>
internal sealed record DenseNetwork(int Hidden, int Latent)
{
    /// <summary>Rows per step, of every network.</summary>
    public const int BatchSize = 128;

    public VaeOptions Options => FitTraining.Shared with { Network = Network.FullyConnected([Hidden]), LatentDimension = Latent };

    public override string ToString() => $"{Images.PixelCount}-{Hidden}-{Latent}";
}
