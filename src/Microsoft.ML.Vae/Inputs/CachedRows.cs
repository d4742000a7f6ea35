namespace Microsoft.ML.Vae.Inputs;

/// <summary>All rows in memory, dealt out along a random permutation.</summary>
internal sealed class CachedRows : TrainingRows
{
    private readonly RowBuffer _rows;
    private readonly int _seed;

    private CachedRows(RowBuffer rows, int seed)
    {
        _rows = rows;
        _seed = seed;
    }

    public override long? Count => _rows.Count;

    public override bool AreStreamed => false;

    /// <summary>Reads every row, or returns null when there are more than <paramref name="capacity"/>.</summary>
    public static CachedRows? TryRead(RowSource source, long capacity, int seed)
    {
        var rows = new RowBuffer(source.RowBytes);
        using IRowPass reader = source.Open();
        while (reader.TryRead(rows.Append()))
        {
            if (rows.Count > capacity)
                return null;
        }
        rows.RemoveLast();
        return new CachedRows(rows, seed);
    }

    public override IRowPass OpenEpoch(int epoch)
    {
        int[] order = [.. Enumerable.Range(0, _rows.Count)];
        OrderOf(_seed, epoch).Shuffle(order);
        return new Reader(_rows, order);
    }

    private sealed class Reader(RowBuffer rows, int[] order) : IRowPass
    {
        private int _next;

        public bool TryRead(Span<byte> row)
        {
            if (_next == order.Length)
                return false;
            rows[order[_next++]].CopyTo(row);
            return true;
        }

        public void Dispose() { }
    }
}
