using Microsoft.ML.Vae.Inputs;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training;

public class TrainingRowsTests
{
    private const int Size = 5;
    private const int RowCount = 250;

    // Each row begins with its own number, so that rows can be told apart.
    private static readonly byte[][] _rows = [.. Enumerable.Range(0, RowCount).Select(i => new byte[] { (byte)i, 0, 1, 2, 3 })];

    [Theory]
    [InlineData(RowCount, false)]
    [InlineData(RowCount - 1, true)]
    [InlineData(10, true)]
    [InlineData(1, true)]
    public void OpenEpoch_AnyBudget_DealsEveryRowExactlyOnce(int bufferRows, bool streamed)
    {
        foreach (IDataView view in new[] { List(), Sequence() })
        {
            TrainingRows rows = Open(view, bufferRows);
            (rows is StreamedRows).ShouldBe(streamed);
            for (int epoch = 1; epoch <= 3; epoch++)
                Order(rows, epoch).Order().ShouldBe(Enumerable.Range(0, RowCount), $"epoch {epoch}");
            rows.Count.ShouldBe(RowCount);
        }
    }

    [Theory]
    [InlineData(RowCount)]
    [InlineData(50)]
    public void OpenEpoch_EachEpoch_HasItsOwnOrderWhichTheSeedRepeats(int bufferRows)
    {
        TrainingRows rows = Open(List(), bufferRows);
        int[] first = Order(rows, 1);
        int[] second = Order(rows, 2);

        first.ShouldNotBe(Enumerable.Range(0, RowCount));
        second.ShouldNotBe(first);
        Order(rows, 1).ShouldBe(first);
        Order(Open(List(), bufferRows), 2).ShouldBe(second);
        Order(Open(List(), bufferRows, seed: 2), 1).ShouldNotBe(first);
    }

    [Fact]
    public void EnsureCount_StreamOfUnknownLength_CountsBeforeTheFirstEpochAndChangesNoOrder()
    {
        TrainingRows counted = Open(Sequence(), bufferRows: 50), uncounted = Open(Sequence(), bufferRows: 50);
        counted.Count.ShouldBeNull();
        counted.EnsureCount();

        counted.Count.ShouldBe(RowCount);
        Order(counted, 1).ShouldBe(Order(uncounted, 1));
    }

    [Fact]
    public void OpenEpoch_StreamWithoutAnOrderOfItsOwn_IsShuffledByTheBuffer()
    {
        int[] order = Order(Open(Sequence(), bufferRows: 100), 1);
        // A buffer of 100 moves a row by about 100 places; unshuffled, the sum would be 0.
        order.Select((row, place) => Math.Abs(row - place)).Average().ShouldBeGreaterThan(30);
    }

    [Fact]
    public void OpenEpoch_StreamOfAViewThatShuffles_LeavesTheViewsGeneratorToTheView()
    {
        var view = new DrawingView(List());
        TrainingRows rows = Open(view, 100);

        Order(rows, 1);
        int afterReading = view.Generator!.Next();
        rows.OpenEpoch(1).Dispose();

        view.Generator!.Next().ShouldBe(afterReading);
    }

    [Fact]
    public void OpenEpoch_StreamOpenedAgain_TakesNoOtherBuffer()
    {
        TrainingRows rows = Open(Sequence(), 100);
        Order(rows, 1);   // its buffer is a block of 4 MiB

        long before = GC.GetAllocatedBytesForCurrentThread();
        Order(rows, 2);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void OpenEpoch_CachedRows_ReadTheViewOnceForAllEpochs()
    {
        int reads = 0;
        IEnumerable<byte[]> Counted()
        {
            reads++;
            foreach (byte[] row in _rows)
                yield return row;
        }

        TrainingRows rows = Open(PixelViews.OfBytes(new MLContext(), Counted(), Size), RowCount);
        for (int epoch = 1; epoch <= 3; epoch++)
            Order(rows, epoch).Length.ShouldBe(RowCount);
        reads.ShouldBe(1);
    }

    private static IDataView List() => PixelViews.OfBytes(new MLContext(), _rows);

    private static IDataView Sequence() => PixelViews.OfBytes(new MLContext(), _rows.Select(row => row), Size);

    private static TrainingRows Open(IDataView view, int bufferRows, int seed = 1)
    {
        var column = new PixelColumn(PixelViews.Column, ScalarType.Byte, Size, PixelScaling.ByteToUnit);
        return TrainingRows.Open(new RowSource(Models.Host(new MLContext()), view, column, Likelihood.Bernoulli.PixelDomain), seed, new RowKeeper((long)bufferRows * Size));
    }

    private static int[] Order(TrainingRows rows, int epoch)
    {
        using IRowPass reader = rows.OpenEpoch(epoch);
        var order = new List<int>();
        var row = new byte[Size];
        while (reader.TryRead(row))
        {
            row.AsSpan(1).SequenceEqual<byte>([0, 1, 2, 3]).ShouldBeTrue();
            order.Add(row[0]);
        }
        reader.TryRead(row).ShouldBeFalse();
        return [.. order];
    }

    /// <summary>A view that can shuffle, and keeps the generator that it was given.</summary>
    private sealed class DrawingView(IDataView inner) : IDataView
    {
        public Random? Generator { get; private set; }

        public bool CanShuffle => true;

        public DataViewSchema Schema => inner.Schema;

        public long? GetRowCount() => inner.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            Generator = rand;
            return inner.GetRowCursor(columnsNeeded);
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            [GetRowCursor(columnsNeeded, rand)];
    }
}
