using Microsoft.ML.Vae.Scores;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>What fits without epochs yield.</summary>
internal static class Outcomes
{
    /// <summary>Scores by the negative ELBO, which tests recompute, and predicts labels by a threshold; null: none.</summary>
    public static TrainingOutcome Of(float? threshold) => new([])
    {
        Scoring = new Scoring(AnomalyScore.NegativeElbo) { Thresholds = threshold is { } upper ? new ScoreThresholds(upper) : null },
    };
}
