using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples.Data;
using Microsoft.ML.Vae.Samples.Idx;
using Microsoft.ML.Vae.Samples.Pictures;
using Microsoft.ML.Vae.Samples.Reports;

namespace Microsoft.ML.Vae.Samples.Commands;

/// <summary>Writes what a run leaves behind: the model, its latents of the test images, and two pictures.</summary>
internal sealed class ResultWriter(MLContext context, Report report, int seed)
{
    private const int PictureCount = 200;
    private const string Sample = "Sample";

    public void Write<TLast>(TransformerChain<TLast> model, ImageFolder images, RunFolder folder)
        where TLast : class, ITransformer
    {
        var test = ImageViews.Bytes(context, images.Test);
        context.Model.Save(model, test.Schema, folder.Model);
        WriteLatents(model.Transform(test), folder.Latents);
        var shown = images.Test.Take(PictureCount / 2);
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
        PictureFile.Save(sheet.ArrangePairs(originals, GreyLevels.Images(values, size)), path);
    }

    private void WriteSamples(VaeTransformer model, LabelledImages images, string path)
    {
        var (values, size) = ColumnReader.Vectors(model.Sample(PictureCount, seed), Sample);
        PictureFile.Save(new ContactSheet(images.Height, images.Width).Arrange(GreyLevels.Images(values, size)), path);
    }
}
