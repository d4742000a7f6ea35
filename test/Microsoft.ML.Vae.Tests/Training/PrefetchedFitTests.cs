using Microsoft.ML.Data;
using Microsoft.ML.Vae.Inputs;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>Rows that are read ahead on other threads give the fit that rows read by the training itself give.</summary>
public class PrefetchedFitTests
{
    private const int Size = 4096;
    private const int Rows = 300;
    private const long Smallest = 1 << 20;   // 64 rows

    private static readonly VaeOptions _options = TestOptions.Tiny with
    {
        InputCacheBytes = Smallest,
        Epochs = 2,
        ValidationFraction = 0.2,
        PredictedLabelColumnName = "PredictedLabel",
        OnInvalidTrainingRow = InvalidRowBehavior.Skip,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_StreamedRows_IsBitEqualWithAndWithoutReadingAhead(bool canShuffle)
    {
        using VaeTransformer ahead = _options.Fit(View(canShuffle)), serial = (_options with { ReadsAhead = false }).Fit(View(canShuffle));

        CheckpointedFit.ShouldBe(ahead, serial);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(290)]
    public void Fit_InvalidRowOfAStream_IsNamedAsWithoutReadingAhead(int row)
    {
        VaeOptions options = _options with { OnInvalidTrainingRow = InvalidRowBehavior.Throw, ValidationFraction = 0 };
        string Message(bool readsAhead) => Should.Throw<InvalidOperationException>(
            () => (options with { ReadsAhead = readsAhead }).Fit(View(canShuffle: false, bad: row))).Message;

        Message(readsAhead: true).ShouldBe(Message(readsAhead: false));
        Message(readsAhead: true).ShouldContain($"row {row}, slot 2");
    }

    [Fact]
    public void Fit_ViewThatFailsInTheMiddle_ThrowsItsExceptionAndDisposesEveryCursor()
    {
        ScriptedView view = new ScriptedView(Rows) { FaultyRow = 250 }.AddVector(TinyModel.Input, NumberDataViewType.Single, Size, row => Pixels(row, bad: -1));

        Should.Throw<IOException>(() => (_options with { ValidationFraction = 0 }).Fit(view)).Message.ShouldBe("Row 250 cannot be read.");
        view.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void Fit_Streamed_ReadsEachPassOnOneThreadWhichEnds()
    {
        var threads = new HashSet<Thread>();
        ScriptedView view = new ScriptedView(Rows).AddVector(TinyModel.Input, NumberDataViewType.Single, Size, row =>
        {
            lock (threads)
                threads.Add(Thread.CurrentThread);
            return Pixels(row, bad: -1);
        });
        (_options with { ValidationFraction = 0, PredictedLabelColumnName = null }).Fit(view).Dispose();

        threads.Count.ShouldBe(2);   // an epoch each
        threads.ShouldAllBe(thread => !thread.IsAlive);
        view.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void Fit_FewRows_ReadsThemOnTheThreadOfTheFit()
    {
        var threads = new HashSet<Thread>();
        ScriptedView view = new ScriptedView(20).AddVector(TinyModel.Input, NumberDataViewType.Single, Size, row =>
        {
            threads.Add(Thread.CurrentThread);
            return Pixels(row, bad: -1);
        });
        TestOptions.Tiny.Fit(view).Dispose();

        threads.ShouldHaveSingleItem().ShouldBe(Thread.CurrentThread);
    }

    [Fact]
    public void Fit_ImagesOfAViewWithoutCursorSets_AreReadByOneCursor()
    {
        const int Side = 32;
        VaeOptions options = TestOptions.ForTwoColors() with { Epochs = 1 };
        IDataView images = TwoColorImages.View(new MLContext(), Rows, Side, Side);
        using VaeTransformer without = options.Fit(new ViewWithoutSets(images)), with = options.Fit(images);

        FloatAssert.ShouldBeBitEqual(Weights.Of(without), Weights.Of(with));
    }

    [Fact]
    public void Open_ImageFiles_AreDecodedInParallelAndComeInTheirOrder()
    {
        const int Side = 32;
        using var folder = new TemporaryFolder();
        var files = new List<ImageFile>();
        for (int i = 0; i < Rows; i++)
        {
            files.Add(new ImageFile { Path = folder[$"{i}.png"] });
            using MLImage image = TwoColorImages.Image(i % 150, Side, Side);
            image.Save(files[i].Path);
        }
        files[130].Path = folder["missing.png"];
        files[260].Path = folder["missing too.png"];
        var context = new MLContext();
        IDataView paths = context.Data.LoadFromEnumerable(files);
        IDataView images = context.Transforms.LoadAndResizeImages("Image", Side, Side, inputColumnName: nameof(ImageFile.Path)).Fit(paths).Transform(paths);
        var column = new PixelColumn("Image", ScalarType.Byte, 3 * Side * Side, PixelScaling.ByteToUnit) { IsImage = true, Layout = new ImageLayout(Side, Side, 3) };
        var source = new RowSource(Models.Host(context), images, column, Likelihood.Bernoulli.PixelDomain) { OnInvalidTrainingRow = InvalidRowBehavior.Skip };
        using IRowPass ahead = source.Open(), serial = source.OpenView();

        ahead.ShouldBeOfType<PrefetchedRows>();
        Read(ahead, source.RowBytes).ShouldBe(Read(serial, source.RowBytes));
        (ahead.Statistics.Rows, ahead.Statistics.SkippedRows).ShouldBe((Rows - 2, 2));
        ahead.Statistics.FirstFault!.Message.ShouldBe(serial.Statistics.FirstFault!.Message);
        ahead.Statistics.FirstFault.Message.ShouldContain("missing.png");
    }

    private static List<string> Read(IRowPass pass, int rowBytes)
    {
        var rows = new List<string>();
        byte[] row = new byte[rowBytes];
        while (pass.TryRead(row))
            rows.Add(Convert.ToHexString(row));
        return rows;
    }

    private static ScriptedView View(bool canShuffle, int bad = 130) =>
        new ScriptedView(Rows) { CanShuffle = canShuffle }.AddVector(TinyModel.Input, NumberDataViewType.Single, Size, row => Pixels(row, bad));

    private static VBuffer<float> Pixels(int row, int bad)
    {
        float[] pixels = TestImages.Floats(row, Size);
        if (row == bad)
            pixels[2] = float.NaN;
        return TestImages.Dense(pixels);
    }

    private sealed class ViewWithoutSets(IDataView inner) : IDataView
    {
        public bool CanShuffle => false;

        public DataViewSchema Schema => inner.Schema;

        public long? GetRowCount() => inner.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => inner.GetRowCursor(columnsNeeded);

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            throw new NotImplementedException();
    }

    private sealed class ImageFile
    {
        public string Path { get; set; } = "";
    }
}
