namespace Microsoft.ML.Vae.Training;

/// <summary>What a fit yields besides the weights.</summary>
/// <param name="History">The epochs that ended.</param>
/// <param name="ScoreThreshold">The anomaly score above which a row is predicted to be an anomaly; null when none was calibrated.</param>
internal sealed record TrainingOutcome(IReadOnlyList<TrainingEpoch> History, float? ScoreThreshold)
{
    /// <summary>How the fit went; by default, that of no epochs.</summary>
    public TrainingReport Report { get; init; } = new() { End = TrainingStopReason.AllEpochs, WeightsEpoch = 0, Steps = 0 };
}
