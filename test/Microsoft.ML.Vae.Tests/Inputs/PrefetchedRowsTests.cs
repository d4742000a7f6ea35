using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Inputs;

public class PrefetchedRowsTests
{
    private const int RowBytes = 64 << 10;   // eight of them are handed over at once

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(100)]
    public void TryRead_OnePass_HasItsRowsAndStatistics(int count)
    {
        using var rows = new PrefetchedRows([new Numbers(Enumerable.Range(0, count))], RowBytes);

        Read(rows).ShouldBe(Enumerable.Range(0, count));
        rows.Statistics.Rows.ShouldBe(count);
        rows.TryRead(new byte[RowBytes]).ShouldBeFalse();
    }

    [Fact]
    public void TryRead_CursorsOfASet_HaveTheOrderOfTheirBatches()
    {
        const int Batch = 20, Cursors = 3;
        // Batches 0, 1, 5, 6 … belong to the first cursor.
        int Owner(int row) => row / Batch * 2 / 3 % Cursors;
        Numbers[] set = [.. Enumerable.Range(0, Cursors).Select(cursor => new Numbers(Enumerable.Range(0, 500).Where(row => Owner(row) == cursor), Batch))];
        set.ShouldAllBe(cursor => cursor.Total > 0);
        using var rows = new PrefetchedRows(set, RowBytes);

        Read(rows).ShouldBe(Enumerable.Range(0, 500));
        rows.Statistics.Rows.ShouldBe(500);
    }

    [Fact]
    public void Statistics_FaultsInSeveralCursors_NameTheFirstOfTheView()
    {
        RowStatistics late = new RowStatistics(3, 0, null).AfterFault(new IOException("late"), batch: 7).AfterRow();
        RowStatistics early = new RowStatistics(5, 0, null).AfterFault(new IOException("early"), batch: 2).AfterFault(new IOException("second"), batch: 3);

        foreach (RowStatistics sum in new[] { late + early, early + late })
        {
            (sum.Rows, sum.SkippedRows).ShouldBe((9, 3));
            sum.FirstFault!.Message.ShouldBe("early");
        }
        (default(RowStatistics) + late).FirstFault!.Message.ShouldBe("late");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(21)]
    public void TryRead_PassThatFails_HasTheRowsBeforeAndThenItsException(int at)
    {
        var pass = new Numbers(Enumerable.Range(0, 100)) { FaultyRow = at };
        using var rows = new PrefetchedRows([pass], RowBytes);
        var row = new byte[RowBytes];
        for (int i = 0; i < at; i++)
            rows.TryRead(row).ShouldBeTrue();

        Should.Throw<IOException>(() => rows.TryRead(row)).Message.ShouldBe($"Row {at} cannot be read.");
        Should.Throw<IOException>(() => rows.TryRead(row));
    }

    [Theory]
    [InlineData(20)]   // the first row of the second batch, and of its cursor
    [InlineData(60)]   // of the fourth batch
    public void TryRead_CursorOfASetThatFails_HasAllRowsOfEarlierBatchesBefore(int faulty)
    {
        const int Batch = 20;
        Numbers Cursor(int number) => new(Enumerable.Range(0, 200).Where(row => row / Batch % 2 == number), Batch) { FaultyRow = faulty };
        using var rows = new PrefetchedRows([Cursor(1), Cursor(0)], RowBytes);
        var row = new byte[RowBytes];

        for (int i = 0; i < faulty; i++)
        {
            rows.TryRead(row).ShouldBeTrue();
            BitConverter.ToInt32(row).ShouldBe(i);
        }
        Should.Throw<IOException>(() => rows.TryRead(row)).Message.ShouldBe($"Row {faulty} cannot be read.");
    }

    [Fact]
    public void TryRead_NothingTaken_ReadsAheadALimitedNumberOfBytes()
    {
        var pass = new Numbers(Enumerable.Range(0, 10_000));
        using var rows = new PrefetchedRows([pass], RowBytes);
        rows.TryRead(new byte[RowBytes]);

        SpinWait.SpinUntil(() => pass.Waits, TimeSpan.FromSeconds(10)).ShouldBeTrue();
        pass.Read.ShouldBeInRange(64, 8 * (1 << 20) / RowBytes);
    }

    [Fact]
    public void Dispose_InTheMiddle_EndsTheThreadOnWhichThePassWasReadAndDisposed()
    {
        var pass = new Numbers(Enumerable.Range(0, 10_000));
        var rows = new PrefetchedRows([pass], RowBytes);
        rows.TryRead(new byte[RowBytes]);
        rows.Dispose();
        rows.Dispose();

        pass.Threads.ShouldHaveSingleItem().ShouldNotBe(Thread.CurrentThread);
        pass.Threads.Single().IsAlive.ShouldBeFalse();
        pass.Disposals.ShouldBe(1);
    }

    [Fact]
    public void Dispose_NothingRead_DisposesThePassWithoutAThread()
    {
        var pass = new Numbers([1, 2, 3]);
        new PrefetchedRows([pass], RowBytes).Dispose();

        pass.Threads.ShouldHaveSingleItem().ShouldBe(Thread.CurrentThread);
        pass.Disposals.ShouldBe(1);
    }

    [Fact]
    public void Dispose_PassThatCannotBeDisposed_ThrowsWhatItThrew()
    {
        var rows = new PrefetchedRows([new Numbers([1]) { IsStuck = true }, new Numbers([2])], RowBytes);
        rows.TryRead(new byte[RowBytes]);

        Should.Throw<IOException>(rows.Dispose).Message.ShouldBe("stuck");
    }

    [Fact]
    public void TryRead_ReadingHasToStop_ThrowsAtTheNextRow()
    {
        bool isCanceled = false;
        using var rows = new PrefetchedRows(
            [new Numbers(Enumerable.Range(0, 100))], RowBytes, () => { if (isCanceled) throw new OperationCanceledException(); });
        rows.TryRead(new byte[RowBytes]);
        isCanceled = true;

        Should.Throw<OperationCanceledException>(() => rows.TryRead(new byte[RowBytes]));
    }

    private static List<int> Read(PrefetchedRows rows)
    {
        var read = new List<int>();
        var row = new byte[RowBytes];
        while (rows.TryRead(row))
            read.Add(BitConverter.ToInt32(row));
        return read;
    }

    /// <summary>Rows that begin with a number.</summary>
    private sealed class Numbers(IEnumerable<int> numbers, int batch = int.MaxValue) : IRowPass
    {
        private readonly int[] _numbers = [.. numbers];
        private readonly HashSet<Thread> _threads = [];
        private DateTime _lastRead = DateTime.UtcNow;
        private volatile int _next;
        private int _current;

        public int FaultyRow { get; init; } = -1;

        public bool IsStuck { get; init; }

        public int Total => _numbers.Length;

        public int Read => _next;

        /// <summary>Whether nobody has read for a while.</summary>
        public bool Waits => DateTime.UtcNow - _lastRead > TimeSpan.FromSeconds(0.3);

        public int Disposals { get; private set; }

        public IReadOnlyCollection<Thread> Threads => _threads;

        public RowStatistics Statistics => new(_next, 0, null);

        public long Batch => _current / batch;

        public bool TryRead(Span<byte> row)
        {
            _threads.Add(Thread.CurrentThread);
            _lastRead = DateTime.UtcNow;
            if (_next == _numbers.Length)
                return false;
            _current = _numbers[_next];
            if (_current == FaultyRow)
                throw new IOException($"Row {FaultyRow} cannot be read.");
            BitConverter.TryWriteBytes(row, _numbers[_next++]);
            return true;
        }

        public void Dispose()
        {
            _threads.Add(Thread.CurrentThread);
            Disposals++;
            if (IsStuck)
                throw new IOException("stuck");
        }
    }
}
