using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples.Shared.Data;
using Microsoft.ML.Vae.Samples.Shared.Visuals;
using Microsoft.ML.Vae.Shared.Idx;
using Microsoft.ML.Vae.Shared.Reports;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>Writes what a run leaves behind: the model, its latents of the test images, charts, pictures and a report.</summary>
internal sealed class ResultWriter(MLContext context, Report report, int seed)
{
    public void Write<TLast>(TransformerChain<TLast> model, IdxFolder images, RunFolder folder)
        where TLast : class, ITransformer
    {
        var test = ImageViews.Bytes(context, images.Test);
        context.Model.Save(model, test.Schema, folder.Model);
        WriteLatents(model.Transform(test), folder.Latents);
        new VisualsWriter(model.OfType<VaeTransformer>().Single(), test, ImageViews.Label, folder.Path, seed)
        {
            Image = new ImageLayout(images.Test.Height, images.Test.Width, 1),
            TrainingData = ImageViews.Bytes(context, images.Train),
        }.Write(report);
        report.Line($"wrote {folder.Model}, charts and pictures beside it, and {folder.HtmlReport}, which shows them all");
    }

    private static void WriteLatents(IDataView view, string path)
    {
        var (latents, size) = ColumnReader.Vectors(view, DigitsPipeline.Latent);
        IdxWriter.Write(path, latents, latents.Length / size, size);
    }
}
