using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Training;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Every column that a transformer can add.</summary>
internal static class AllColumns
{
    public const string LogVariance = "LogVariance";
    public const string LatentSample = "LatentSample";
    public const string Sample = "Sample";
    public const string Score = "Score";
    public const string PredictedLabel = "PredictedLabel";

    public static ColumnLayout Names { get; } = new()
    {
        Input = TinyModel.Input,
        Latent = TinyModel.Mean,
        LatentLogVariance = LogVariance,
        LatentSample = LatentSample,
        Reconstruction = TinyModel.Reconstruction,
        Sample = Sample,
        Score = Score,
        PredictedLabel = PredictedLabel,
    };

    /// <summary>The columns in the order of the schema.</summary>
    public static string[] InOrder { get; } =
        [TinyModel.Mean, LogVariance, LatentSample, TinyModel.Reconstruction, Sample, Score, PredictedLabel];

    public static VaeOptions With(VaeOptions options) => options with
    {
        LatentLogVarianceColumnName = LogVariance,
        LatentSampleColumnName = LatentSample,
        ReconstructionColumnName = TinyModel.Reconstruction,
        SampleColumnName = Sample,
        ScoreColumnName = Score,
        PredictedLabelColumnName = PredictedLabel,
    };

    /// <summary>A tiny model with all of them.</summary>
    public static TinyModel Create(
        float threshold = 8, torch.ScalarType type = torch.ScalarType.Float32, Likelihood? likelihood = null, PixelScaling? scaling = null,
        bool isPacked = true) =>
        TinyModel.Create(Names, type, scaling, likelihood, Outcomes.Of(threshold), isPacked: isPacked);
}
