using System.Diagnostics;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Vae.Samples.Clustering;
using Microsoft.ML.Vae.Samples.Data;
using Microsoft.ML.Vae.Samples.Digits;
using Microsoft.ML.Vae.Samples.Download;
using Microsoft.ML.Vae.Samples.Idx;
using Microsoft.ML.Vae.Samples.Reports;
using Spectre.Console;

namespace Microsoft.ML.Vae.Samples.Commands;

/// <summary>
/// Images in, model out: trains a pipeline of an autoencoder and k-means, scores it, saves it with its pictures, and has
/// a second process load it.
/// </summary>
internal sealed class DigitsCommand(IAnsiConsole console, DigitsOptions options)
{
    private readonly Report _report = new(console);
    private readonly MLContext _context = new(options.Seed);

    public int Run()
    {
        var watch = Stopwatch.StartNew();
        var folder = RunFolder.Create(options, TimeProvider.System);
        var dataFolder = DataFolder();
        var images = Load(dataFolder);
        using var model = Train(images.Train);
        Score(model, images);
        new ResultWriter(_context, _report, options.Seed).Write(model, images, folder);
        var exitCode = SecondProcess.Run(console, "verify", folder.Model, dataFolder, folder.Latents);
        using var process = Process.GetCurrentProcess();
        _report.Line($"{watch.Elapsed.TotalSeconds:F1} s, at most {process.PeakWorkingSet64 >> 20} MB of memory");
        return exitCode;
    }

    private string DataFolder()
    {
        if (options.Download)
            return Download(options.DataFolder ?? Path.Combine(options.ArtifactsFolder, "mnist"));
        if (options.DataFolder is { } given)
            return given;
        _report.Line($"generating digits, unless an earlier run has (--data DIR takes MNIST's files, --download fetches them)");
        return DigitFolder.Ensure(Path.Combine(options.ArtifactsFolder, "data"), options.Seed);
    }

    private string Download(string folder)
    {
        using var downloader = new Downloader(options.Mirror, Downloader.DefaultIdleLimit);
        using var interruption = new CtrlC();
        downloader.FetchAsync(folder, options.RemoteFiles, _report.Line, interruption.Token).GetAwaiter().GetResult();
        return folder;
    }

    private ImageFolder Load(string dataFolder)
    {
        var all = ImageFolder.Load(dataFolder);
        var rows = options.Rows ?? int.MaxValue;
        var images = new ImageFolder(all.Train.Take(rows), all.Test.Take(rows));
        _report.Line($"{images.Train.Count} training and {images.Test.Count} test images of {images.Train.Height} x {images.Train.Width} from {dataFolder}");
        return images;
    }

    private TransformerChain<ClusteringPredictionTransformer<KMeansModelParameters>> Train(LabelledImages images)
    {
        var view = ImageViews.Bytes(_context, images);
        return TrainingDisplay.Show(console, progress => DigitsPipeline.Autoencoder(_context, options, progress)
            .AppendCacheCheckpoint(_context)
            .Append(DigitsPipeline.KMeans(_context, DigitsPipeline.Latent))
            .Fit(view));
    }

    private void Score(TransformerChain<ClusteringPredictionTransformer<KMeansModelParameters>> model, ImageFolder images)
    {
        var test = ImageViews.Bytes(_context, images.Test);
        var metrics = model.OfType<VaeTransformer>().Single().Evaluate(test, sampleSeed: options.Seed);
        _report.Line($"test images: loss {metrics.NegativeElbo:F3} = reconstruction {metrics.ReconstructionLoss:F3} + KL {metrics.KlDivergence:F3} nats, {metrics.ActiveUnits} of {options.LatentDimension} latents active");
        var pixelModel = DigitsPipeline.KMeans(_context, ImageViews.Image).Fit(ImageViews.Pixels(_context, images.Train));
        ClusterTable.Print(
            console,
            ClusterScores.From(_context, "latents", model.Transform(test)),
            ClusterScores.From(_context, "raw pixels", pixelModel.Transform(ImageViews.Pixels(_context, images.Test))));
    }
}
