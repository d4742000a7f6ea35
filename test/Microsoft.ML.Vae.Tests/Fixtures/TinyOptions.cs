namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Options for fits of <see cref="Pictures"/> that take some milliseconds.</summary>
internal static class TinyOptions
{
    public static VaeOptions Create() => new()
    {
        OutputColumnName = TinyModel.Mean,
        InputColumnName = TinyModel.Input,
        Network = Network.FullyConnected([8]),
        LatentDimension = 2,
        BatchSize = 32,
        Epochs = 2,
        Seed = 3,
    };

    public static VaeTransformer FitTo(this VaeOptions options, IDataView data) => new MLContext().Transforms.VariationalAutoencoder(options).Fit(data);

    public static float[][] Latents(this VaeTransformer model, int rows = 100) =>
        model.Transform(Pictures.View(rows)).Vectors(model.OutputColumnName);
}
