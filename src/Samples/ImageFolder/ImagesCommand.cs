using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Vae.Samples.Digits.Drawing;
using Microsoft.ML.Vae.Samples.Shared.Visuals;
using Microsoft.ML.Vae.Shared.Images;
using Microsoft.ML.Vae.Shared.Reports;
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
    private const string Score = "Anomaly";
    private const string Group = "PredictedLabel";
    private const int MostShown = 2_000;
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
        {
            _context.Model.Save(model, data.Schema, path);
            Draw(model, data, output);
        }
        var loaded = (TransformerChain<ITransformer>)_context.Model.Load(path, out _);
        using (loaded)
            Describe(loaded.Transform(data));
        var report = Path.Combine(output, VisualsWriter.HtmlReport);
        _report.Line($"wrote {path}, charts and pictures beside it, and {report}, which shows them all");
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
                ScoreColumnName = Score,
                LatentDimension = options.LatentDimension,
                Epochs = options.Epochs,
                OutputCacheBytes = OutputCacheBytes,
                SnapshotSamples = new SnapshotOptions(),
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

    /// <summary>Colors are those of the groups.</summary>
    private void Draw(
        TransformerChain<ClusteringPredictionTransformer<KMeansModelParameters>> model, IDataView data, string output)
    {
        var shown = model.Transform(_context.Data.TakeRows(data, MostShown));
        var images = ImageMemory.Keep(shown, Image, Group);
        new VisualsWriter(model.OfType<VaeTransformer>().Single(), images, Group, output, options.Seed).Write(_report);
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
