using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Every column that a transformer with a codebook can add.</summary>
internal static class QuantizedColumns
{
    public const string Index = "Index";

    public static ColumnLayout Names { get; } = AllColumns.Names with { LatentLogVariance = null, LatentSample = null, LatentIndex = Index };

    /// <summary>The columns in the order of the schema.</summary>
    public static string[] InOrder { get; } =
        [TinyModel.Mean, Index, TinyModel.Reconstruction, AllColumns.Sample, AllColumns.Score, AllColumns.PredictedLabel];

    public static VaeOptions With(VaeOptions options, int vectors = 5, int groups = 1) => options with
    {
        Objective = Objective.VectorQuantization(vectors, groups),
        LatentIndexColumnName = Index,
        ReconstructionColumnName = TinyModel.Reconstruction,
        SampleColumnName = AllColumns.Sample,
        ScoreColumnName = AllColumns.Score,
        PredictedLabelColumnName = AllColumns.PredictedLabel,
    };

    /// <summary>A tiny model with all of them and, if it is said, a condition.</summary>
    public static TinyModel Create(int vectors = 5, int groups = 1, ConditionColumn? condition = null) => TinyModel.Create(
        Names with { Condition = condition?.Name },
        outcome: Outcomes.Of(threshold: 8),
        condition: condition,
        codebook: new CodebookShape(vectors, groups));
}
