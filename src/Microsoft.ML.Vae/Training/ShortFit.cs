using Microsoft.ML.Vae.Health;

namespace Microsoft.ML.Vae.Training;

/// <summary>Tells a fit that was too short to learn anything from one that learned little.</summary>
internal static class ShortFit
{
    private const double LargestDivergence = 1;   // nats per row, of all dimensions; a model that has learned anything has several
    private const long Recommended = 1000;        // steps

    /// <summary>What to warn of; null when the fit made enough steps, or learned something in them.</summary>
    public static string? Warning(TrainingReport report, IReadOnlyList<TrainingEpoch> history, VaeOptions options, bool hasVariety)
    {
        bool isJudged = report.End == TrainingStopReason.AllEpochs && hasVariety && options.Objective.Latent.HasPosterior;
        if (!isJudged || report.Steps >= HealthCheck.MinimumSteps || history is not [.., { KlDivergence: < LargestDivergence } last])
            return null;
        double stepsPerEpoch = (double)report.Steps / history.Count;
        string steps = FormattableString.Invariant(
            $"The fit made {report.Steps} optimizer steps, too few to learn: the KL divergence is {last.KlDivergence:G2} nats per row");
        string remedy = FormattableString.Invariant(
            $"Raise {nameof(VaeOptions.Epochs)} from {options.Epochs} to {Math.Ceiling(Recommended / stepsPerEpoch)} for {Recommended:N0} steps");
        return $"{steps}, so the latents say next to nothing about the rows. {remedy}, or lower {nameof(VaeOptions.BatchSize)}.";
    }
}
