using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Vae.Samples.Digits.Drawing;
using Microsoft.ML.Vae.Shared.Reports;
using Microsoft.ML.Vae.Visuals;
using Spectre.Console;

namespace Microsoft.ML.Vae.Samples.ImageFolder;

/// <summary>
/// A folder of image files in, groups and new images out: load, encode, cluster, all in one ML.NET pipeline, which is saved and
/// loaded again.
/// </summary>
internal sealed class ImagesCommand(IAnsiConsole console, ImagesOptions options)
{
    private const string Image = "Image";
    private const string Latent = "Latent";
    private const string Reconstruction = "Reconstruction";
    private const string Score = "Anomaly";
    private const int ShownCount = 8;
    private const long OutputCacheBytes = 1 << 28;   // KMeans would decode every file again and again

    private static readonly string[] _extensions = [".jpg", ".jpeg", ".png", ".bmp"];

    private readonly Report _report = new(console);
    private readonly MLContext _context = new(options.Seed);

    public int Run()
    {
        var folder = options.Folder ?? DigitJpegs.Ensure(Path.Combine(options.ArtifactsFolder, "data"), options.Seed);
        var output = options.OutputFolder ?? Path.Combine(options.ArtifactsFolder, "images");
        Directory.CreateDirectory(output);
        var files = Files(folder);
        _report.Line($"{files.Count} image files in {folder}");

        var data = _context.Data.LoadFromEnumerable(files);
        var path = Path.Combine(output, "model.zip");
        using (var model = TrainingDisplay.Show(console, progress => Pipeline(folder, progress).Fit(data)))
            _context.Model.Save(model, data.Schema, path);
        var loaded = (TransformerChain<ITransformer>)_context.Model.Load(path, out _);
        using (loaded)
        {
            Describe(loaded.Transform(data));
            WriteImages(loaded, data, output);
            WriteReport(loaded, data, Path.Combine(output, "report.html"));
        }
        _report.Line($"wrote {path}, images beside it, and {Path.Combine(output, "report.html")}, which shows what was learned");
        return 0;
    }

    private static List<ImageFile> Files(string folder)
    {
        List<ImageFile> files = [.. Directory.EnumerateFiles(folder)
            .Where(file => _extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(file => new ImageFile { File = Path.GetFileName(file) })];
        return files.Count > 0 ? files : throw new FileNotFoundException($"No {string.Join(", ", _extensions)} files in {folder}.");
    }

    private EstimatorChain<ClusteringPredictionTransformer<KMeansModelParameters>> Pipeline(
        string folder, IProgress<TrainingProgress> progress) =>
        _context.Transforms.LoadAndResizeImages(Image, options.Side, options.Side, Path.GetFullPath(folder), nameof(ImageFile.File))
            .Append(_context.Transforms.VariationalAutoencoder(new VaeOptions
            {
                OutputColumnName = Latent,
                InputColumnName = Image,
                ReconstructionColumnName = Reconstruction,
                ScoreColumnName = Score,
                LatentDimension = options.LatentDimension,
                Epochs = options.Epochs,
                OutputCacheBytes = OutputCacheBytes,
                Progress = progress,
            }))
            .Append(_context.Clustering.Trainers.KMeans(Latent, numberOfClusters: options.Clusters));

    private void Describe(IDataView view)
    {
        var rows = _context.Data.CreateEnumerable<ScoredFile>(view, reuseRowObject: false).ToList();
        foreach (var group in rows.GroupBy(row => row.PredictedLabel).OrderBy(group => group.Key))
            _report.Line($"group {group.Key}: {group.Count()} images, such as {string.Join(", ", group.Take(4).Select(row => row.File))}");
        var unusual = rows.OrderByDescending(row => row.Anomaly).Take(4).Select(row => row.File);
        _report.Line($"least like the others: {string.Join(", ", unusual)}");
    }

    private void WriteImages(TransformerChain<ITransformer> model, IDataView data, string output)
    {
        var view = model.Transform(_context.Data.TakeRows(data, ShownCount));
        Save(view, Reconstruction, output, "reconstruction");
        Save(model.OfType<VaeTransformer>().Single().Sample(ShownCount, options.Seed), "Sample", output, "sample");
    }

    /// <summary>The autoencoder is the second of the chain, after the files are loaded.</summary>
    private static void WriteReport(TransformerChain<ITransformer> model, IDataView data, string path)
    {
        var images = model.First().Transform(data);
        model.OfType<VaeTransformer>().Single().SaveHtmlReport(path, images, new ReportOptions { IncludeTsne = false });
    }

    private static void Save(IDataView view, string column, string output, string name)
    {
        var number = 0;
        foreach (var image in view.GetColumn<MLImage>(column))
        {
            image.Save(Path.Combine(output, FormattableString.Invariant($"{name}{number++}.png")));
            image.Dispose();
        }
    }

    private sealed class ImageFile
    {
        public string File { get; set; } = "";
    }

    private sealed class ScoredFile
    {
        public string File { get; set; } = "";

        public uint PredictedLabel { get; set; }

        public float Anomaly { get; set; }
    }
}
