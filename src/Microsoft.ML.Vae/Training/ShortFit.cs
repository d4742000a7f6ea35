using Microsoft.ML.Vae.Health;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Training;

/// <summary>
/// Tells a fit that was too short to learn anything: its latents say nothing (KL is near 0), or the model reconstructs no better than the
/// mean of the data does, as in the first steps, in which KL can be large.
/// </summary>
internal static class ShortFit
{
    private const double LargestDivergence = 1;   // nats per row, of all dimensions; a model that has learned anything has several
    private const double SmallestShare = 0.9;     // of the variance of the data
    private const long Recommended = 1000;        // steps
    private const int MostRows = 1024;

    /// <summary>What to warn of; null when the fit made enough steps, or learned something in them.</summary>
    public static string? Warning(
        TrainingReport report, IReadOnlyList<TrainingEpoch> history, VaeOptions options, PixelColumn column, RowBuffer? sample)
    {
        bool isJudged = report.End == TrainingStopReason.AllEpochs && options.Objective.Latent.HasPosterior && history.Count > 0;
        if (!isJudged || report.Steps >= HealthCheck.MinimumSteps)
            return null;
        double divergence = report.Health?.KlDivergence ?? history[^1].KlDivergence;
        if (divergence >= LargestDivergence && !IsLikeTheMean(report.Health, column, sample))
            return null;
        double stepsPerEpoch = (double)report.Steps / history.Count;
        string found = divergence < LargestDivergence
            ? FormattableString.Invariant($"the KL divergence is {divergence:G2} nats per row, so the latents say next to nothing")
            : "the model does not reconstruct the rows better than their mean does";
        double epochs = Math.Ceiling(Recommended / stepsPerEpoch);
        string lower = options.GradientAccumulationSteps > 1
            ? nameof(VaeOptions.GradientAccumulationSteps)
            : nameof(VaeOptions.BatchSize);
        string remedy = FormattableString.Invariant(
            $"Raise {nameof(VaeOptions.Epochs)} from {options.Epochs} to {epochs} for {Recommended:N0} steps");
        return FormattableString.Invariant($"The fit made {report.Steps} optimizer steps, too few to learn: {found}. ")
            + $"{remedy}, or lower {lower}.";
    }

    // The reconstruction of black and white pixels has another error.
    private static bool IsLikeTheMean(ModelHealth? health, PixelColumn column, RowBuffer? sample) =>
        health is not null && sample is { Count: > 1 } && column.BinarizationSeed is null
        && health.SquaredErrorPerPixel > SmallestShare * PixelMoments.Of(column, sample, MostRows).MeanVariance;
}
