using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Shared.Images;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Tool.Training;
using SkiaSharp;
using Spectre.Console;

namespace Microsoft.ML.Vae.Tool.Tests.Training;

/// <summary>Images are loaded once, however often they are read.</summary>
public sealed class LoadedImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_AfterTheFilesWereLookedAt_ReadsNoneOfThemAgain()
    {
        string photos = Pictures.Write(_folder["photos"], 10);
        File.WriteAllText(Path.Combine(photos, "discs", "01.png"), "no image");
        var settings = new TrainSettings { Size = new SKSizeI(8, 8), LatentDimension = 2, Epochs = 1, Dense = [8], SkipInvalid = true };
        TrainingJob job = ImageJob.Create(
            _context, new Terminal(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }), TextWriter.Null),
            ImageFolder.Find(photos), settings, CancellationToken.None);
        Directory.Delete(photos, recursive: true);

        using TransformerChain<VaeTransformer> model = job.Fit(_context, new Progress<TrainingProgress>(), CancellationToken.None);

        model.LastTransformer.Report.Rows.ShouldBe(10);
    }

    [Fact]
    public void Keep_ImagesAndWhatComesWithThem_ReadsTheSourceOnceAndGivesTheSame()
    {
        int created = 0;
        IDataView rows = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 3).Select(i => new Row(i, () => created++)).ToArray());
        IDataView keyed = _context.Transforms.Conversion.MapValueToKey("Key", "Kind").Fit(rows).Transform(rows);

        IDataView kept = ImageMemory.Keep(keyed, "Image", "Key", "Numbers", "Nowhere", null);

        for (int pass = 0; pass < 2; pass++)
        {
            kept.GetColumn<MLImage>("Image").Select(image => (int)image.Pixels[0]).ShouldBe([0, 1, 2]);
            kept.GetColumn<uint>("Key").ShouldBe([1u, 2u, 1u]);
            kept.GetColumn<float[]>("Numbers").SelectMany(numbers => numbers).ShouldBe([0, 0, 1, -1, 2, -2]);
        }
        created.ShouldBe(3);
        kept.GetRowCount().ShouldBe(3);
        kept.Schema["Key"].HasKeyValues().ShouldBeTrue();
        kept.GetColumn<float>("Other").ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void Keep_RowsWithoutImages_LeavesThemAsTheyAre()
    {
        IDataView rows = _context.Data.LoadFromEnumerable([new Plain { Value = 1 }]);

        ImageMemory.Keep(rows, "Value", "Value").ShouldBeSameAs(rows);
    }

    private sealed class Row(int number, Action onImage)
    {
        [ImageType(1, 1)]
        public MLImage Image
        {
            get
            {
                onImage();
                return MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [(byte)number, 0, 0, 255]);
            }
        }

        public string Kind => $"kind {number % 2}";

        [VectorType(2)]
        public float[] Numbers => [number, -number];

        public float Other => number;
    }

    private sealed class Plain
    {
        public float Value { get; set; }
    }
}
