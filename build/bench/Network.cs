namespace Microsoft.ML.Vae.Bench;

/// <summary>A network of the published runs: pixels - hidden - latent - hidden - pixels.</summary>
internal sealed record Network(int Hidden, int Latent)
{
    public const int BatchSize = 128;

    public static IReadOnlyList<Network> All { get; } = [new(400, 20), new(256, 10)];

    /// <summary>The inputs and outputs of each layer; the encoder has a head for the mean and one for the log-variance.</summary>
    public IReadOnlyList<(int Inputs, int Outputs)> Layers =>
        [(Digits.PixelCount, Hidden), (Hidden, Latent), (Hidden, Latent), (Latent, Hidden), (Hidden, Digits.PixelCount)];

    public override string ToString() => $"{Digits.PixelCount}-{Hidden}-{Latent}";
}
