using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Vae.Samples.Digits.Drawing;
using Microsoft.ML.Vae.Samples.Shared.Download;
using Microsoft.ML.Vae.Shared.Commands;
using Microsoft.ML.Vae.Shared.Idx;
using Microsoft.ML.Vae.Shared.Reports;
using Spectre.Console;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>Trains a pipeline of an autoencoder and k-means on images, scores and saves it, and has a second process load it.</summary>
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

    private IdxFolder Load(string dataFolder)
    {
        var all = IdxFolder.Load(dataFolder);
        var rows = options.Rows ?? int.MaxValue;
        var images = new IdxFolder(all.Train.Take(rows), all.Test.Take(rows));
        var size = $"{images.Train.Height} x {images.Train.Width}";
        _report.Line($"{images.Train.Count} training and {images.Test.Count} test images of {size} from {dataFolder}");
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

    private void Score(TransformerChain<ClusteringPredictionTransformer<KMeansModelParameters>> model, IdxFolder images)
    {
        var test = ImageViews.Bytes(_context, images.Test);
        var metrics = model.OfType<VaeTransformer>().Single().Evaluate(test, sampleSeed: options.Seed);
        _report.Line(FormattableStringFactory.Create(
            "test images: loss {0:F3} = reconstruction {1:F3} + KL {2:F3} nats, {3} of {4} latents active",
            metrics.NegativeElbo, metrics.ReconstructionLoss, metrics.KlDivergence, metrics.ActiveUnits, options.LatentDimension));
        var pixelModel = DigitsPipeline.KMeans(_context, ImageViews.Image).Fit(ImageViews.Pixels(_context, images.Train));
        ClusterTable.Print(
            console,
            ClusterScores.From(_context, "latents", model.Transform(test)),
            ClusterScores.From(_context, "raw pixels", pixelModel.Transform(ImageViews.Pixels(_context, images.Test))));
    }
}
