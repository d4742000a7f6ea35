using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Options for fits that take well under a second.</summary>
internal static class TestOptions
{
    /// <summary>The column of images drawn from the prior.</summary>
    public const string New = "New";

    /// <summary>For <see cref="LearnableImages"/>.</summary>
    public static VaeOptions Small { get; } = new()
    {
        OutputColumnName = TinyModel.Mean,
        InputColumnName = TinyModel.Input,
        Network = Network.FullyConnected([16]),
        LatentDimension = 3,
        BatchSize = 16,
        Epochs = 2,
        Seed = 1,
    };

    /// <summary>The same, with a step so small that no weight in single precision ever moves.</summary>
    public static VaeOptions Frozen { get; } = Small with { LearningRate = 1e-30 };

    /// <summary>For <see cref="TestImages"/>, which hold nothing to learn: some milliseconds.</summary>
    public static VaeOptions Tiny { get; } = Small with { Network = Network.FullyConnected([8]), LatentDimension = 2, BatchSize = 32, Seed = 3 };

    /// <summary>For <see cref="LearnableImages.View"/>, whose layout they give.</summary>
    public static VaeOptions ForImages { get; } = Small with
    {
        ReconstructionColumnName = TinyModel.Reconstruction,
        ScoreColumnName = AllColumns.Score,
        Network = Network.FullyConnected(),
        Image = LearnableImages.Layout,
        Epochs = 3,
        LearningRate = 0.01,
    };

    /// <summary>For <see cref="TwoColorImages"/>.</summary>
    public static VaeOptions ForTwoColors(string input = TwoColorImages.Column) => Tiny with
    {
        InputColumnName = input,
        ReconstructionColumnName = TinyModel.Reconstruction,
        SampleColumnName = New,
        BatchSize = 16,
    };

    /// <summary>A model that has learned to draw its images.</summary>
    public static VaeOptions Skilled(string input = TwoColorImages.Column) => ForTwoColors(input) with
    {
        Network = Network.FullyConnected([64]),
        Epochs = 150,
        LearningRate = 0.01,
        Likelihood = Likelihood.Gaussian(0.05),
    };

    public static VaeTransformer Fit(this VaeOptions options, IDataView data, IDataView? validation = null, MLContext? context = null) =>
        (context ?? new MLContext()).Transforms.VariationalAutoencoder(options).Fit(data, validation);

    /// <summary>A fit that is said to have taken no time, so that equal fits are saved as equal bytes.</summary>
    public static VaeTransformer FitInNoTime(this VaeOptions options, IDataView data, IDataView? validation = null)
    {
        VaeEstimator estimator = new MLContext().Transforms.VariationalAutoencoder(options);
        estimator.Clock = new FakeTime();
        return estimator.Fit(data, validation);
    }

    /// <summary>The latents of the first <see cref="TestImages"/>.</summary>
    public static float[][] Latents(this VaeTransformer model, int rows = 100) =>
        model.Transform(TestImages.View(rows)).Vectors(model.OutputColumnName);
}
