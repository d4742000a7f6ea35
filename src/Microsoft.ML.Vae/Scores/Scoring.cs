namespace Microsoft.ML.Vae.Scores;

/// <summary>How a model scores rows, and which scores are anomalous.</summary>
/// <param name="Score">The score.</param>
internal sealed record Scoring(AnomalyScore Score)
{
    /// <summary>What the score has learned of the training rows.</summary>
    public ScoreStatistics Statistics { get; init; } = ScoreStatistics.None;

    /// <summary>The slots whose contributions are added up; null: each slot has its own.</summary>
    public ContributionGroups? Groups { get; init; }

    /// <summary>Between which scores rows are normal; null when no labels are predicted.</summary>
    public ScoreThresholds? Thresholds { get; init; }

    /// <summary>The scores of the calibration rows; null when there are no p-values.</summary>
    public CalibrationScores? Calibration { get; init; }
}
