namespace Microsoft.ML.Vae.Tests.Estimator;

public class CursorUsageTests
{
    /// <summary>More rows of 48 bytes than the smallest budget, 1 MiB, holds.</summary>
    private const int TooManyRows = 22_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_DataWithinTheBudget_IsReadOnce(bool knowsRowCount)
    {
        ScriptedView data = TestImages.Describe(new ScriptedView(100) { KnowsRowCount = knowsRowCount });

        using VaeTransformer model = (TestOptions.Tiny with { Epochs = 5 }).Fit(data);

        ScriptedCursor cursor = data.Cursors.ShouldHaveSingleItem();
        cursor.DisposeCalls.ShouldBeGreaterThan(0);
        cursor.Active.ShouldBe([data.Schema[TinyModel.Input].Index]);
    }

    [Fact]
    public void Fit_DataBeyondTheBudget_IsReadOncePerEpoch()
    {
        ScriptedView data = TestImages.View(TooManyRows);

        using VaeTransformer model = Streaming().Fit(data);

        data.Cursors.Count.ShouldBe(2);
        data.OpenCursors.ShouldBe(0);
        data.Cursors.ShouldAllBe(cursor => cursor.Moves >= TooManyRows);
    }

    [Theory]
    [Trait("case", "17")]
    [InlineData(0, 100)]
    [InlineData(60, 100)]
    [InlineData(0, TooManyRows)]
    [InlineData(21_990, TooManyRows)]
    public void Fit_CursorThrows_ItsExceptionArrivesAndAllCursorsAreDisposed(int faultyRow, int rows)
    {
        ScriptedView data = TestImages.Describe(new ScriptedView(rows) { FaultyRow = faultyRow });

        Should.Throw<IOException>(() => Streaming().Fit(data)).Message.ShouldContain($"Row {faultyRow} ");

        data.OpenCursors.ShouldBe(0);
    }

    [Fact]
    [Trait("case", "17")]
    public void Evaluate_CursorThrows_ItsExceptionArrivesAndTheCursorIsDisposed()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView data = TestImages.Describe(new ScriptedView(600) { FaultyRow = 400 });

        Should.Throw<IOException>(() => model.Transformer.Evaluate(data)).Message.ShouldContain("Row 400 ");

        data.OpenCursors.ShouldBe(0);
    }

    private static VaeOptions Streaming() => TestOptions.Tiny with { BatchSize = 4096, InputCacheBytes = 1 << 20 };
}
