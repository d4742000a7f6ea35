using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples.Shared.Data;
using Microsoft.ML.Vae.Samples.Shared.Idx;
using Microsoft.ML.Vae.Samples.Shared.Reports;
using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>Writes what a run leaves behind: the model, its latents of the test images, charts, pictures and a report.</summary>
internal sealed class ResultWriter(MLContext context, Report report, int seed)
{
    private const int ReconstructionCount = 40;
    private const int SampleCount = 100;

    public void Write<TLast>(TransformerChain<TLast> model, IdxFolder images, RunFolder folder)
        where TLast : class, ITransformer
    {
        var test = ImageViews.Bytes(context, images.Test);
        context.Model.Save(model, test.Schema, folder.Model);
        WriteLatents(model.Transform(test), folder.Latents);
        var autoencoder = model.OfType<VaeTransformer>().Single();
        var options = new PictureOptions { Image = new ImageLayout(images.Test.Height, images.Test.Width, 1) };
        WriteCharts(autoencoder, test, folder);
        WritePictures(autoencoder, test, folder, options);
        autoencoder.SaveHtmlReport(folder.HtmlReport, test, new ReportOptions
        {
            LabelColumnName = ImageViews.Label,
            TrainingData = ImageViews.Bytes(context, images.Train),
            Pictures = options,
            IncludeTsne = false,   // stands beside it
        });
        report.Line($"wrote {folder.Model}, charts and pictures beside it, and {folder.HtmlReport}, which shows them all");
    }

    private static void WriteLatents(IDataView view, string path)
    {
        var (latents, size) = ColumnReader.Vectors(view, DigitsPipeline.Latent);
        IdxWriter.Write(path, latents, latents.Length / size, size);
    }

    private static void WriteCharts(VaeTransformer model, IDataView test, RunFolder folder)
    {
        model.LossChart().SavePng(folder.In("losses.png"));
        model.LatentChart(test, ImageViews.Label).SavePng(folder.In("latents.png"));
        model.LatentChart(test, ImageViews.Label, LatentProjection.Tsne).SavePng(folder.In("tsne.png"));
        model.LatentHistogramChart(test).SavePng(folder.In("histograms.png"));
        model.KlChart(test).SavePng(folder.In("divergence.png"));
    }

    private void WritePictures(VaeTransformer model, IDataView test, RunFolder folder, PictureOptions options)
    {
        model.ReconstructionPicture(test, ReconstructionCount, options).SavePng(folder.Reconstructions);
        model.SamplePicture(SampleCount, seed, options).SavePng(folder.Samples);
        model.LatentGridPicture(options: options).SavePng(folder.In("grid.png"));
        model.TraversalPicture(test, options: options).SavePng(folder.In("traversals.png"));
        model.InterpolationPicture(test, options: options).SavePng(folder.In("interpolations.png"));
        model.InterpolationAnimation(test, options: options).SaveGif(folder.In("interpolation.gif"));
        model.SnapshotPicture(options: options).SavePng(folder.In("samples-by-epoch.png"));
        model.SnapshotPicture(SnapshotContent.Reconstructions, options).SavePng(folder.In("reconstructions-by-epoch.png"));
        model.SnapshotAnimation(options: options).SaveGif(folder.In("samples-by-epoch.gif"));
    }
}
