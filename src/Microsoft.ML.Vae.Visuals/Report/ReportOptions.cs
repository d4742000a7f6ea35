namespace Microsoft.ML.Vae.Visuals;

/// <summary>What <see cref="VaeReport.SaveHtmlReport"/> shows.</summary>
public sealed record ReportOptions
{
    /// <summary>The title. Default: null, which names the input column.</summary>
    public string? Title { get; init; }

    /// <summary>The column of the classes, for colours; see <see cref="VaeCharts.LatentChart"/>. Default: null, one colour.</summary>
    public string? LabelColumnName { get; init; }

    /// <summary>
    /// The column that tells anomalies from normal rows, for the charts of scores; see <see
    /// cref="VaeCharts.ScoreChart(VaeTransformer, IDataView, string)"/>. Default: null, no such charts.
    /// </summary>
    public string? AnomalyLabelColumnName { get; init; }

    /// <summary>
    /// The rows to look for copies in, beside samples; see <see cref="VaePictures.NearestRowsPicture"/>. Default: null, the data.
    /// </summary>
    public IDataView? TrainingData { get; init; }

    /// <summary>Whether to draw a map by t-SNE, which takes seconds, of latents of more than two dimensions. Default: true.</summary>
    public bool IncludeTsne { get; init; } = true;

    /// <summary>How rows become images, and the condition of those that are decoded without a row. Default: null.</summary>
    public PictureOptions? Pictures { get; init; }

    /// <summary>The file name that the example of loading has. Default: "model.zip".</summary>
    public string ModelFileName { get; init; } = "model.zip";

    /// <summary>What rows the file reads, in words; null: rows with the input column.</summary>
    internal string? ModelInput { get; init; }
}
