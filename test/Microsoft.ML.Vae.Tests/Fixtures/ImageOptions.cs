using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Options for fits of <see cref="TwoColours"/> that take some milliseconds.</summary>
internal static class ImageOptions
{
    public const string Latent = "Latent";
    public const string Again = "Again";
    public const string New = "New";

    public static VaeOptions Create(string input = TwoColours.Column) => new()
    {
        OutputColumnName = Latent,
        InputColumnName = input,
        ReconstructionColumnName = Again,
        SampleColumnName = New,
        Network = Network.FullyConnected([8]),
        LatentDimension = 2,
        BatchSize = 16,
        Epochs = 2,
        Seed = 3,
    };

    /// <summary>A model that has learnt to draw its images.</summary>
    public static VaeOptions Skilled(string input = TwoColours.Column) =>
        Create(input) with { Network = Network.FullyConnected([64]), Epochs = 150, LearningRate = 0.01, Likelihood = Likelihood.Gaussian(0.05) };
}
