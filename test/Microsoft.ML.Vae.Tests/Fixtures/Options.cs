using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Options for fits that take well under a second.</summary>
internal static class Options
{
    public static VaeOptions Small { get; } = new()
    {
        OutputColumnName = Models.LatentColumn,
        InputColumnName = PixelViews.Column,
        Network = Network.FullyConnected([16]),
        LatentDimension = 3,
        BatchSize = 16,
        Epochs = 2,
        Seed = 1,
    };

    /// <summary>The same, with a step so small that no weight in single precision ever moves.</summary>
    public static VaeOptions Frozen { get; } = Small with { LearningRate = 1e-30 };

    public static VaeTransformer Fit(this VaeOptions options, IDataView view) =>
        new MLContext().Transforms.VariationalAutoencoder(options).Fit(view);
}
