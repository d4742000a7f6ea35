using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae;

// The same model with other thresholds.
public sealed partial class VaeTransformer
{
    /// <summary>
    /// The same model with other thresholds of <see cref="PredictedLabelColumnName"/>. Both transformers use the same weights, which are
    /// not copied and are freed when both are disposed; each is saved on its own.
    /// </summary>
    /// <param name="upper">Rows with a higher score are anomalies; finite.</param>
    /// <param name="lower">
    /// Rows with a lower score are anomalies, too; finite, at most <paramref name="upper"/>. Default: null, none.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The model has no <see cref="PredictedLabelColumnName"/>.</exception>
    /// <exception cref="ObjectDisposedException">The transformer is disposed.</exception>
    public VaeTransformer WithThreshold(float upper, float? lower = null)
    {
        if (!float.IsFinite(upper))
            throw Guard.OutOfRange(upper, "finite");
        if (lower is { } least && !(float.IsFinite(least) && least <= upper))
            throw Guard.OutOfRange(least, FormattableString.Invariant($"finite and at most {upper}"), nameof(lower));
        CheckPredictsLabels();
        return With(new ScoreThresholds(upper, lower));
    }

    /// <summary>
    /// The same model with thresholds that a share of other rows is beyond, as in <see cref="VaeOptions.Contamination"/>: on one side or on
    /// both, as before. The rows are read once. Both transformers use the same weights, which are not copied and are freed when both are
    /// disposed; each is saved on its own.
    /// </summary>
    /// <param name="data">Rows with the input column. Prefer rows that the model was not trained on.</param>
    /// <param name="share">The share of the rows that will be labeled anomalies, in (0, 0.5].</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="share"/> is out of its range, or the input column is missing or of another type or size than in training.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The model has no <see cref="PredictedLabelColumnName"/>, there are no rows, or a row cannot be used.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The transformer is disposed.</exception>
    public VaeTransformer WithContamination(IDataView data, double share)
    {
        _host.CheckValue(data, nameof(data));
        Guard.Positive(share, VaeOptionsValidator.MaximumContamination);
        CheckPredictsLabels();
        var rows = new RowSource(_host, data, Model.Input, Model.PixelDomain) { CheckAlive = _host.CheckAlive };
        float[] scores = ScoreCalibrator.Scores(Model, _outcome.Scoring, rows);
        ThresholdSides sides = LowerScoreThreshold is null ? ThresholdSides.Upper : ThresholdSides.Both;
        return With(ScoreThresholds.Calibrate(scores, share, sides));
    }

    private void CheckPredictsLabels()
    {
        if (PredictedLabelColumnName is null)
        {
            throw _host.Except($"The model predicts no labels, so it has no threshold; fit it with {nameof(VaeOptions)}."
                + nameof(VaeOptions.PredictedLabelColumnName));
        }
    }

    private VaeTransformer With(ScoreThresholds thresholds) =>
        new(_host, Model.Share(), _columns, _outcome with { Scoring = _outcome.Scoring with { Thresholds = thresholds } });
}
