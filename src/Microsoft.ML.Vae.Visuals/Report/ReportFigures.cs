using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals.Report;

/// <summary>Draws all charts and pictures that apply, and notes why others do not.</summary>
internal sealed class ReportFigures
{
    private readonly List<Figure> _figures = [];
    private readonly List<(string Heading, string Reason)> _missing = [];

    private ReportFigures() { }

    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>What is not shown, and why.</summary>
    public IReadOnlyList<(string Heading, string Reason)> Missing => _missing;

    public static ReportFigures Draw(VaeTransformer model, IDataView data, ReportOptions options)
    {
        var all = new ReportFigures();
        all.AddCharts(model, data, options);
        all.AddPictures(model, data, options);
        return all;
    }

    private void AddCharts(VaeTransformer model, IDataView data, ReportOptions options)
    {
        Add("Losses", () => Figure.Of("Losses", model.LossChart()));
        Add("Latent space", () => Figure.Of("Latent space", model.LatentChart(data, options.LabelColumnName)));
        if (options.IncludeTsne && model.LatentDimension > 2)
        {
            Add("Latent space by t-SNE", () =>
                Figure.Of("Latent space by t-SNE", model.LatentChart(data, options.LabelColumnName, LatentProjection.Tsne)));
        }
        Add("Use of the latent dimensions", () => Figure.Of("Use of the latent dimensions", model.KlChart(data)));
        Add("Distribution of the latents", () => Figure.Of("Distribution of the latents", model.LatentHistogramChart(data)));
        if (options.AnomalyLabelColumnName is { } label)
        {
            Add("Anomaly scores", () => Figure.Of("Anomaly scores", model.ScoreChart(data, label)));
            Add("Anomalies found", () => Figure.Of("Anomalies found", model.RocChart(data, label)));
        }
    }

    private void AddPictures(VaeTransformer model, IDataView data, ReportOptions options)
    {
        if (ImageShape.TryOf(model, options.Pictures ?? new PictureOptions()) is null)
        {
            Add("Pictures", () => throw new InvalidOperationException("The rows of this model are not known to make images."));
            return;
        }
        PictureOptions? pictures = options.Pictures;
        Add("Reconstructions", () => Figure.Of("Reconstructions", model.ReconstructionPicture(data, 20, pictures)));
        Add("Samples", () => Figure.Of("Samples", model.SamplePicture(options: pictures)));
        Add("Decoded latent space", () =>
            Figure.Of("Decoded latent space", model.LatentGridPicture(model.Model.HasPosterior ? null : data, options: pictures)));
        Add("What the dimensions do", () => Figure.Of("What the dimensions do", model.TraversalPicture(data, options: pictures)));
        Add("Between rows", () => Figure.Of("Between rows", model.InterpolationPicture(data, options: pictures)));
        Add("Samples and their neighbours", () =>
            Figure.Of("Samples and their neighbours", model.NearestRowsPicture(options.TrainingData ?? data, options: pictures)));
        Add("Where anomaly scores come from", () =>
            Figure.Of("Where anomaly scores come from", model.HeatMapPicture(data, options: pictures)));
        Add("Samples by epoch", () => Figure.Of("Samples by epoch", model.SnapshotPicture(options: pictures)));
        Add("Reconstructions by epoch", () =>
            Figure.Of("Reconstructions by epoch", model.SnapshotPicture(SnapshotContent.Reconstructions, pictures)));
    }

    private void Add(string heading, Func<Figure> draw)
    {
        try
        {
            _figures.Add(draw());
        }
        catch (InvalidOperationException e)   // one sentence that says why this model or data has no such picture
        {
            _missing.Add((heading, e.Message));
        }
    }
}
