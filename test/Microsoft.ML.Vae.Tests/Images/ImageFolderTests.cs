using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.Vae.Tests.Images;

/// <summary>Pipelines over a folder of image files.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private const string PathColumn = nameof(FileRow.File);
    private const int Count = 12;

    private readonly MLContext _context = new(1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_LoadResizeEncodeCluster_RunsOverAFolderOfJpegs()
    {
        IDataView files = Write("jpg", height: 40, width: 56);
        VaeOptions options = TestOptions.ForTwoColors() with { SampleColumnName = null };
        using var model = _context.Transforms.LoadImages(TwoColorImages.Column, _folder.FullName, PathColumn)
            .Append(_context.Transforms.ResizeImages(TwoColorImages.Column, imageWidth: 14, imageHeight: 10))
            .Append(_context.Transforms.VariationalAutoencoder(options))
            .Append(_context.Clustering.Trainers.KMeans(new KMeansTrainer.Options { FeatureColumnName = TinyModel.Mean, NumberOfClusters = 2 }))
            .Fit(files);
        string path = Path.Combine(_folder.FullName, "model.zip");
        _context.Model.Save(model, files.Schema, path);
        ITransformer loaded = new MLContext().Model.Load(path, out _);

        IDataView output = loaded.Transform(files);
        output.Values<uint>("PredictedLabel").Count.ShouldBe(Count);
        output.Vectors(TinyModel.Mean).ShouldBe(model.Transform(files).Vectors(TinyModel.Mean));
        MLImage again = output.Values<MLImage>(TinyModel.Reconstruction)[0];
        (again.Height, again.Width).ShouldBe((10, 14));
    }

    [Fact]
    public void Fit_ImagesOfUnknownSize_TakeItFromTheLayout()
    {
        IDataView files = Write("png");
        VaeOptions options = TestOptions.ForTwoColors() with { Image = new ImageLayout(TwoColorImages.Height, TwoColorImages.Width) };
        using var loading = _context.Transforms.LoadImages(TwoColorImages.Column, _folder.FullName, PathColumn)
            .Append(_context.Transforms.VariationalAutoencoder(options)).Fit(files);
        IDataView images = TwoColorImages.View(_context, Count);
        using VaeTransformer direct = _context.Transforms.VariationalAutoencoder(options).Fit(images);   // three channels: its alpha is not seen

        loading.Transform(files).Vectors(TinyModel.Mean).ShouldBe(direct.Transform(images).Vectors(TinyModel.Mean));
    }

    [Fact]
    public void Fit_ImagesOfUnknownSizeWithoutALayout_SaysWhatToDo()
    {
        var pipeline = _context.Transforms.LoadImages(TwoColorImages.Column, _folder.FullName, PathColumn)
            .Append(_context.Transforms.VariationalAutoencoder(TestOptions.ForTwoColors()));

        Should.Throw<ArgumentOutOfRangeException>(() => pipeline.Fit(Write("png"))).Message.ShouldStartWith(
            "Schema mismatch for input column 'Picture': expected Image of known size (append ResizeImages before, or set VaeOptions.Image), got Image");
    }

    [Theory]
    [Trait("case", "16")]
    [InlineData("corrupt")]
    [InlineData("empty")]
    [InlineData("huge")]
    [InlineData("missing")]
    [InlineData("other size")]
    public void FitAndEvaluate_BadFile_IsNamed(string kind)
    {
        IDataView files = Write("png");
        string bad = Path.Combine(_folder.FullName, NameOf(3, "png"));
        IDataView loaded = _context.Transforms.LoadImages(TwoColorImages.Column, _folder.FullName, PathColumn).Fit(files).Transform(files);
        VaeOptions options = TestOptions.ForTwoColors() with { Image = new ImageLayout(TwoColorImages.Height, TwoColorImages.Width) };
        using VaeTransformer model = _context.Transforms.VariationalAutoencoder(options).Fit(loaded);

        Spoil(bad, kind);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        string fit = Should.Throw<InvalidOperationException>(() => _context.Transforms.VariationalAutoencoder(options).Fit(loaded)).Message;
        string evaluation = Should.Throw<InvalidOperationException>(() => model.Evaluate(loaded)).Message;
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(64 << 20);

        fit.ShouldStartWith($"Column 'Picture', row 3 (File '{NameOf(3, "png")}'): ");
        evaluation.ShouldBe(fit);
        Should.Throw<InvalidOperationException>(() => model.Transform(loaded).Vectors(TinyModel.Mean)).Message.ShouldBe(fit);
    }

    [Fact]
    [Trait("case", "16")]
    public void Fit_SkippingBadFiles_EqualsAFitWithoutThem()
    {
        IDataView files = Write("png");
        IDataView loaded = _context.Transforms.LoadImages(TwoColorImages.Column, _folder.FullName, PathColumn).Fit(files).Transform(files);
        VaeOptions options = TestOptions.ForTwoColors() with { Image = new ImageLayout(TwoColorImages.Height, TwoColorImages.Width), OnInvalidTrainingRow = InvalidRowBehavior.Skip };
        Spoil(Path.Combine(_folder.FullName, NameOf(Count - 1, "png")), "corrupt");
        using VaeTransformer skipping = _context.Transforms.VariationalAutoencoder(options).Fit(loaded);
        IDataView good = TwoColorImages.View(_context, Count - 1);
        using VaeTransformer direct = _context.Transforms.VariationalAutoencoder(options).Fit(good);

        skipping.History[0].Rows.ShouldBe(Count - 1);
        skipping.Transform(good).Vectors(TinyModel.Mean).ShouldBe(direct.Transform(good).Vectors(TinyModel.Mean));
    }

    private static void Spoil(string path, string kind)
    {
        switch (kind)
        {
            case "corrupt":
                File.WriteAllBytes(path, [.. "no picture at all"u8]);
                break;
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "huge":
                byte[] png = File.ReadAllBytes(path);
                png.AsSpan(16, 8).Fill(0x7F);   // width and height of the header, two thousand million each
                File.WriteAllBytes(path, png);
                break;
            case "missing":
                File.Delete(path);
                break;
            default:
                using (MLImage other = TwoColorImages.Image(0, 7, 9))
                    other.Save(path);
                break;
        }
    }

    private IDataView Write(string extension, int height = TwoColorImages.Height, int width = TwoColorImages.Width)
    {
        for (int row = 0; row < Count; row++)
        {
            using MLImage image = TwoColorImages.Image(row, height, width);
            image.Save(Path.Combine(_folder.FullName, NameOf(row, extension)));
        }
        return _context.Data.LoadFromEnumerable(Enumerable.Range(0, Count).Select(row => new FileRow { File = NameOf(row, extension) }).ToList());
    }

    private static string NameOf(int row, string extension) => FormattableString.Invariant($"picture{row}.{extension}");

    private sealed class FileRow
    {
        public string File { get; set; } = "";
    }
}
