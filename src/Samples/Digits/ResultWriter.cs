using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples.Shared.Data;
using Microsoft.ML.Vae.Shared.Idx;
using Microsoft.ML.Vae.Samples.Shared.Images;
using Microsoft.ML.Vae.Shared.Reports;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>Writes what a run leaves behind: the model, its latents of the test images, and two images.</summary>
internal sealed class ResultWriter(MLContext context, Report report, int seed)
{
    private const int ImageCount = 200;
    private const string Sample = "Sample";

    public void Write<TLast>(TransformerChain<TLast> model, IdxFolder images, RunFolder folder)
        where TLast : class, ITransformer
    {
        var test = ImageViews.Bytes(context, images.Test);
        context.Model.Save(model, test.Schema, folder.Model);
        WriteLatents(model.Transform(test), folder.Latents);
        var shown = images.Test.Take(ImageCount / 2);
        WriteReconstructions(model.Transform(ImageViews.Bytes(context, shown)), shown, folder.Reconstructions);
        WriteSamples(model.OfType<VaeTransformer>().Single(), images.Test, folder.Samples);
        report.Line($"wrote {folder.Model}, {folder.Reconstructions}, {folder.Samples}");
    }

    private static void WriteLatents(IDataView view, string path)
    {
        var (latents, size) = ColumnReader.Vectors(view, DigitsPipeline.Latent);
        IdxWriter.Write(path, latents, latents.Length / size, size);
    }

    private static void WriteReconstructions(IDataView view, LabelledImages images, string path)
    {
        var (values, size) = ColumnReader.Vectors(view, DigitsPipeline.Reconstruction);
        var originals = Enumerable.Range(0, images.Count).Select(i => images[i].ToArray()).ToList();
        var sheet = new ContactSheet(images.Height, images.Width);
        ImageWriter.Save(sheet.ArrangePairs(originals, GreyLevels.Images(values, size)), path);
    }

    private void WriteSamples(VaeTransformer model, LabelledImages images, string path)
    {
        var (values, size) = ColumnReader.Vectors(model.Sample(ImageCount, seed), Sample);
        ImageWriter.Save(new ContactSheet(images.Height, images.Width).Arrange(GreyLevels.Images(values, size)), path);
    }
}
