namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>The columns of anomaly scores and what follows from them.</summary>
internal static class AnomalyColumns
{
    public const string Score = "Anomaly";
    public const string Label = "IsAnomaly";
    public const string PValue = "PValue";
    public const string Contributions = "Contributions";

    /// <summary>Every score that can be chosen, by its name.</summary>
    public static Dictionary<string, AnomalyScore> Scores { get; } = new AnomalyScore[]
    {
        AnomalyScore.Excess,
        AnomalyScore.NegativeElbo,
        AnomalyScore.ReconstructionError,
        AnomalyScore.KullbackLeibler,
        AnomalyScore.LatentDensity,
        AnomalyScore.ComplexityCorrected,
        AnomalyScore.ImportanceWeighted(3),
    }.ToDictionary(score => score.ToString()!);

    /// <summary>All columns that the score allows.</summary>
    public static VaeOptions With(VaeOptions options) => options with
    {
        ScoreColumnName = Score,
        PredictedLabelColumnName = Label,
        PValueColumnName = PValue,
        ScoreContributionsColumnName = options.AnomalyScore.HasContributions ? Contributions : null,
    };

    /// <summary>The area under the ROC curve: the share of pairs of a normal and an anomalous row that the scores put in order.</summary>
    public static double Auroc(IReadOnlyList<float> normal, IReadOnlyList<float> anomalous)
    {
        float[] sorted = [.. normal.Order()];
        return anomalous.Average(score =>
        {
            int below = sorted.Count(other => other < score), equal = sorted.Count(other => other == score);
            return (below + 0.5 * equal) / sorted.Length;
        });
    }
}
