using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Training;

/// <summary>What a fit yields besides the weights.</summary>
/// <param name="History">The epochs that ended.</param>
internal sealed record TrainingOutcome(IReadOnlyList<TrainingEpoch> History)
{
    /// <summary>How the model scores rows.</summary>
    public Scoring Scoring { get; init; } = new(AnomalyScore.Excess);

    /// <summary>How the fit went; by default, that of no epochs.</summary>
    public TrainingReport Report { get; init; } = new() { End = TrainingStopReason.AllEpochs, WeightsEpoch = 0, Steps = 0 };
}
