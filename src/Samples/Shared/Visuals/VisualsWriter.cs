using Microsoft.ML.Vae.Shared.Reports;
using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Samples.Shared.Visuals;

/// <summary>Writes charts, pictures and animations of a model of images into a folder, and a report that shows them.</summary>
/// <param name="model">The model, as it was fitted: a loaded one has no snapshots.</param>
/// <param name="data">Rows that it reads.</param>
/// <param name="labelColumn">The column of their classes, for colors.</param>
/// <param name="folder">The folder.</param>
/// <param name="seed">Seeds the samples.</param>
internal sealed class VisualsWriter(VaeTransformer model, IDataView data, string labelColumn, string folder, int seed)
{
    public const string HtmlReport = "report.html";

    private const int ReconstructionCount = 40;
    private const int SampleCount = 100;

    /// <summary>How the numbers of a row make an image; null: as the model knows it.</summary>
    public ImageLayout? Image { get; init; }

    /// <summary>Rows to look for copies in; null: the data.</summary>
    public IDataView? TrainingData { get; init; }

    private PictureOptions Options => new() { Image = Image };

    /// <summary>Writes everything that there is of this model and data, and tells what there is not.</summary>
    public void Write(Report report)
    {
        foreach (var (name, save) in Files())
        {
            try
            {
                save(Path.Combine(folder, name));
            }
            catch (InvalidOperationException e)   // one sentence that says why this model or data has no such picture
            {
                report.Line($"no {name}: {e.Message}");
            }
        }
        model.SaveHtmlReport(Path.Combine(folder, HtmlReport), data, new ReportOptions
        {
            LabelColumnName = labelColumn,
            TrainingData = TrainingData,
            Pictures = Options,
            IncludeTsne = false,   // stands beside it
        });
    }

    private IEnumerable<(string Name, Action<string> Save)> Files() => Charts().Concat(Pictures());

    private IEnumerable<(string Name, Action<string> Save)> Charts() =>
    [
        ("losses.png", file => model.LossChart().SavePng(file)),
        ("latents.png", file => model.LatentChart(data, labelColumn).SavePng(file)),
        ("tsne.png", file => model.LatentChart(data, labelColumn, LatentProjection.Tsne).SavePng(file)),
        ("histograms.png", file => model.LatentHistogramChart(data).SavePng(file)),
        ("divergence.png", file => model.KlChart(data).SavePng(file)),
    ];

    private IEnumerable<(string Name, Action<string> Save)> Pictures() =>
    [
        ("reconstructions.png", file => model.ReconstructionPicture(data, ReconstructionCount, Options).SavePng(file)),
        ("samples.png", file => model.SamplePicture(SampleCount, seed, Options).SavePng(file)),
        ("grid.png", file => model.LatentGridPicture(options: Options).SavePng(file)),
        ("traversals.png", file => model.TraversalPicture(data, options: Options).SavePng(file)),
        ("interpolations.png", file => model.InterpolationPicture(data, options: Options).SavePng(file)),
        ("interpolation.gif", file => model.InterpolationAnimation(data, options: Options).SaveGif(file)),
        ("samples-by-epoch.png", file => model.SnapshotPicture(options: Options).SavePng(file)),
        ("reconstructions-by-epoch.png", file => model.SnapshotPicture(SnapshotContent.Reconstructions, Options).SavePng(file)),
        ("samples-by-epoch.gif", file => model.SnapshotAnimation(options: Options).SaveGif(file)),
    ];
}
