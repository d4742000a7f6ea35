using Microsoft.ML.Vae.Visuals.Charts;
using Microsoft.ML.Vae.Visuals.Pictures;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals;

/// <summary>
/// Charts of a fit and of what the model makes of data. Each throws an <see cref="InvalidOperationException"/> with one sentence if it
/// cannot be drawn, as from data without rows.
/// </summary>
public static class VaeCharts
{
    private const int MostRows = 10_000;
    private const int MostDimensions = 64;

    /// <summary>
    /// The losses of each epoch, training and validation: the negative ELBO and its terms in nats per row, with the epoch marked whose
    /// weights the model has.
    /// </summary>
    /// <param name="transformer">The model.</param>
    /// <exception cref="InvalidOperationException">The fit was canceled within its first epoch.</exception>
    public static Chart LossChart(this VaeTransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return LossPlot.Draw(transformer.History, transformer.Report.WeightsEpoch);
    }

    /// <summary>Latent means as points of a plane, in the colours of their classes.</summary>
    /// <param name="transformer">The model.</param>
    /// <param name="data">Rows with the input column; all are read, and a random choice is shown.</param>
    /// <param name="labelColumnName">
    /// The column of the classes: a key, text, a Boolean or a number, of which the 40 most frequent values get a colour. Default: null, one
    /// colour.
    /// </param>
    /// <param name="projection">How latents of more than two dimensions become points. Default: by principal components.</param>
    /// <param name="rows">Points at most, in [1, 10000]. Default: 2,000.</param>
    /// <param name="tsne">How t-SNE draws its map. Default: null, as scikit-learn does.</param>
    /// <exception cref="ArgumentException">The label column is missing or gives no labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number is out of its range, or the input column is missing.
    /// </exception>
    /// <exception cref="InvalidOperationException">There are no rows, or fewer than 4 for t-SNE.</exception>
    public static Chart LatentChart(
        this VaeTransformer transformer, IDataView data, string? labelColumnName = null,
        LatentProjection projection = LatentProjection.Auto, int rows = 2000, TsneOptions? tsne = null)
    {
        Check(transformer, data);
        Guard.Defined(projection);
        Guard.InRange(rows, 1, MostRows);
        LatentTable table = LatentTable.Read(transformer, data, labelColumnName, rows, seed: 0);
        return LatentPlot.Draw(transformer, table, labelColumnName, projection, tsne);
    }

    /// <summary>
    /// A histogram of each latent dimension: of one draw of z from the posterior of each row, which should look like N(0, 1), the prior; of
    /// a model without a posterior density, of the latents.
    /// </summary>
    /// <param name="transformer">The model.</param>
    /// <param name="data">Rows with the input column, of which the first 10,000 are counted.</param>
    /// <param name="dimensions">
    /// Histograms at most, in [1, 64], those with the largest KL divergence first. Default: 16.
    /// </param>
    /// <param name="seed">Seeds the draws. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the input column is missing.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or one cannot be used.</exception>
    public static Chart LatentHistogramChart(this VaeTransformer transformer, IDataView data, int dimensions = 16, int seed = 1)
    {
        Check(transformer, data);
        Guard.InRange(dimensions, 1, MostDimensions);
        IReadOnlyList<float[]> values = LatentDraws.Read(transformer, data, MostRows, seed);
        bool hasPosterior = transformer.Model.HasPosterior;
        int[] shown = [.. DimensionOrder.Of(transformer).Take(dimensions)];
        string some = shown.Length < transformer.LatentDimension ? FormattableString.Invariant(
            $" {shown.Length} of {transformer.LatentDimension} dimensions.") : "";
        string what = hasPosterior ? "One draw of z from the posterior of each of" : "The latents of";
        return HistogramPlot.Draw(
            values, shown, "Latent dimensions", $"{what} {Numbers.Of(values.Count, "row")}.{some}", hasPosterior);
    }

    /// <summary>What each latent dimension carries, its KL divergence in nats, the largest first, and which of them are active.</summary>
    /// <param name="transformer">The model.</param>
    /// <param name="data">Rows with the input column; all are read.</param>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or one cannot be used.</exception>
    public static Chart KlChart(this VaeTransformer transformer, IDataView data)
    {
        Check(transformer, data);
        return KlPlot.Draw(LatentStatistics.Read(transformer, data), transformer.Model.HasPosterior);
    }

    /// <summary>The anomaly scores of normal rows and of anomalies, with the model's thresholds if it predicts labels.</summary>
    /// <param name="transformer">The model, with a <see cref="VaeOptions.ScoreColumnName"/>.</param>
    /// <param name="data">Rows with the input column and a label.</param>
    /// <param name="labelColumnName">The column that is true, above 0, or not the first value of a key, for anomalies.</param>
    /// <exception cref="ArgumentException">The label column is missing or of another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or the model has no score column.</exception>
    public static Chart ScoreChart(this VaeTransformer transformer, IDataView data, string labelColumnName)
    {
        ScoredLabels rows = Read(transformer, data, labelColumnName);
        List<(string, double)> thresholds = [];
        if (transformer.LowerScoreThreshold is { } low)
            thresholds.Add(("lower threshold", low));
        if (transformer.ScoreThreshold is { } high)
            thresholds.Add(("threshold", high));
        return ScorePlot.Draw(rows, $"anomaly score: {transformer.AnomalyScore} (nats)", thresholds);
    }

    /// <summary>The same of two columns of any data.</summary>
    /// <param name="data">Rows with both columns.</param>
    /// <param name="scoreColumnName">The scores, <c>Single</c>; higher is more anomalous.</param>
    /// <param name="labelColumnName">The column that is true, above 0, or not the first value of a key, for anomalies.</param>
    /// <param name="threshold">The score above which a row is taken for an anomaly. Default: null, none.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows.</exception>
    public static Chart ScoreChart(IDataView data, string scoreColumnName, string labelColumnName, double? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ScorePlot.Draw(
            ScoredLabels.Read(data, labelColumnName, scoreColumnName), scoreColumnName, threshold is { } cut ? [("threshold", cut)] : []);
    }

    /// <summary>
    /// The share of anomalies found against the share of normal rows taken for anomalies, for every threshold (receiver operating
    /// characteristic), the area under it, and where the model's threshold stands.
    /// </summary>
    /// <param name="transformer">The model, with a <see cref="VaeOptions.ScoreColumnName"/>.</param>
    /// <param name="data">Rows with the input column and a label.</param>
    /// <param name="labelColumnName">The column that is true, above 0, or not the first value of a key, for anomalies.</param>
    /// <exception cref="ArgumentException">The label column is missing or of another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing.</exception>
    /// <exception cref="InvalidOperationException">Rows of one kind are missing, or the model has no score column.</exception>
    public static Chart RocChart(this VaeTransformer transformer, IDataView data, string labelColumnName) =>
        RocPlot.Draw(Read(transformer, data, labelColumnName), transformer.ScoreThreshold);

    /// <summary>The same of two columns of any data.</summary>
    /// <param name="data">Rows with both columns.</param>
    /// <param name="scoreColumnName">The scores, <c>Single</c>; higher is more anomalous.</param>
    /// <param name="labelColumnName">The column that is true, above 0, or not the first value of a key, for anomalies.</param>
    /// <param name="threshold">The score above which a row is taken for an anomaly. Default: null, none.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">Rows of one kind are missing.</exception>
    public static Chart RocChart(IDataView data, string scoreColumnName, string labelColumnName, double? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return RocPlot.Draw(ScoredLabels.Read(data, labelColumnName, scoreColumnName), threshold);
    }

    private static ScoredLabels Read(VaeTransformer transformer, IDataView data, string labelColumnName)
    {
        Check(transformer, data);
        if (transformer.ScoreColumnName is not { } score)
        {
            throw new InvalidOperationException(
                $"The model has no column of anomaly scores; set {nameof(VaeOptions)}.{nameof(VaeOptions.ScoreColumnName)} for the fit.");
        }
        return ScoredLabels.Read(transformer.Transform(data), labelColumnName, score);
    }

    private static void Check(VaeTransformer transformer, IDataView data)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        ArgumentNullException.ThrowIfNull(data);
    }
}
