using System.IO.Compression;

namespace Microsoft.ML.Vae.Tests.Evaluation;

[Trait("trap", "28")]
public class EvaluationCultureTests
{
    private static readonly byte[][] _rows = LearnableImages.Bytes(60, 20);

    [Theory, Trait("case", "43")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void SaveAndLoad_AnotherCulture_WritesTheSameBytesAndReadsThemBack(string culture)
    {
        using var folder = new TemporaryFolder();
        var (expectedEntries, expectedLatents) = FitSaveLoad("", folder["invariant.zip"]);
        var (entries, latents) = FitSaveLoad(culture, folder["other.zip"]);

        entries.Keys.ShouldBe(expectedEntries.Keys, ignoreOrder: true);
        foreach ((string name, byte[] bytes) in expectedEntries)
            entries[name].AsSpan().SequenceEqual(bytes).ShouldBeTrue(name);
        FloatAssert.ShouldBeBitEqual(latents, expectedLatents);
    }

    [Fact]
    public void Load_UnderAnotherCultureThanTheSaving_GivesTheSameLatents()
    {
        using var folder = new TemporaryFolder();
        var (_, expected) = FitSaveLoad("de-DE", folder["model.zip"]);
        using var scope = new CultureScope("tr-TR");
        FloatAssert.ShouldBeBitEqual(Load(folder["model.zip"]), expected);
    }

    [Fact]
    public void Fit_AnotherCulture_WritesNumbersInMessagesAsEverywhere()
    {
        using var scope = new CultureScope("de-DE");
        Should.Throw<InvalidOperationException>(() => TestOptions.Small.Fit(PixelViews.OfSingles(new MLContext(), [[0, 1.5f]])))
            .Message.ShouldContain("got 1.5,");
        Should.Throw<ArgumentOutOfRangeException>(() => Likelihood.Gaussian(1e-5)).Message.ShouldContain("0.0001");
    }

    private static (Dictionary<string, byte[]> Entries, float[][] Latents) FitSaveLoad(string culture, string path)
    {
        using var scope = new CultureScope(culture);
        var context = new MLContext();
        IDataView view = PixelViews.OfBytes(context, _rows);
        VaeOptions options = TestOptions.Small with { Likelihood = Likelihood.Gaussian(0.25), ReconstructionColumnName = "Reconstruction" };
        using (VaeTransformer model = options.FitInNoTime(view))
            context.Model.Save(model, view.Schema, path);
        return (Entries(path), Load(path));
    }

    private static float[][] Load(string path)
    {
        var context = new MLContext();
        ITransformer model = context.Model.Load(path, out _);
        using var disposable = model as IDisposable;
        return model.Transform(PixelViews.OfBytes(context, _rows)).Vectors(TinyModel.Mean);
    }

    private static Dictionary<string, byte[]> Entries(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(entry => entry.FullName, ReadAll);
    }

    private static byte[] ReadAll(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
