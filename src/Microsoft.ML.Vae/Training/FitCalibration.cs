using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Training;

/// <summary>What is found out about the anomaly scores of a trained model.</summary>
internal sealed class FitCalibration(
    VaeOptions options, VaeModel model, ColumnLayout columns, RowSource training, RowSource? validation, ContributionGroups? groups,
    RankGroup? ranks = null)
{
    /// <summary>What is known so far.</summary>
    public Scoring Scoring { get; private set; } = new(options.AnomalyScore) { Groups = groups };

    /// <summary>The columns that need no more than that.</summary>
    public ColumnLayout Possible { get; private set; } =
        columns with { Score = null, ScoreContributions = null, PredictedLabel = null, PValue = null };

    /// <summary>Reads rows as far as a column needs it: training rows for the score itself, calibration rows for what is normal.</summary>
    public Scoring Run()
    {
        if (!columns.HasScores)
            return Scoring;
        Scoring = Scoring with
        {
            Statistics = options.AnomalyScore.Learn(model, () => training.OpenBatches(model.Input.InferenceBatchSize), ranks),
        };
        Possible = columns with { PredictedLabel = null, PValue = null };
        if (columns is { PredictedLabel: null, PValue: null })
            return Scoring;
        float[] scores = ScoreCalibrator.Scores(model, Scoring, validation ?? training, ranks);
        return Scoring with
        {
            Thresholds = columns.PredictedLabel is null ? null : Thresholds(scores),
            Calibration = columns.PValue is null ? null : CalibrationScores.From(scores, options.ThresholdSides),
        };
    }

    private ScoreThresholds Thresholds(float[] scores)
    {
        ScoreThresholds thresholds = ScoreThresholds.Calibrate(scores, options.Contamination, options.ThresholdSides);
        return thresholds.Upper < float.MaxValue ? thresholds : throw new TrainingDivergedException(FormattableString.Invariant(
            $"Training diverged: the threshold of the anomaly scores is {thresholds.Upper}. ")
            + "Lower LearningRate, or check the scale of the input column.");
    }
}
