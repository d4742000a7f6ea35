namespace Microsoft.ML.Vae.Inputs;

/// <summary>Rows of equal size in memory, in blocks that never move, so that growing copies nothing.</summary>
internal sealed class RowBuffer(int rowBytes)
{
    private const int BlockBytes = 4 << 20;

    private readonly int _rowsPerBlock = Math.Max(1, BlockBytes / rowBytes);
    private readonly List<byte[]> _blocks = [];

    public int Count { get; private set; }

    public Span<byte> this[int index] => _blocks[index / _rowsPerBlock].AsSpan(index % _rowsPerBlock * rowBytes, rowBytes);

    /// <summary>Reads every row, or returns null when there are more than <paramref name="capacity"/>.</summary>
    public static RowBuffer? TryRead(RowSource source, long capacity, out RowStatistics statistics)
    {
        var rows = new RowBuffer(source.RowBytes);
        using IRowPass pass = source.Open();
        bool fits = true;
        while (fits && pass.TryRead(rows.Append()))
            fits = rows.Count <= capacity;
        rows.RemoveLast();
        statistics = pass.Statistics;
        return fits ? rows : null;
    }

    /// <summary>Makes room for one more row and returns it, to be filled.</summary>
    public Span<byte> Append()
    {
        if (Count == _blocks.Count * _rowsPerBlock)
            _blocks.Add(GC.AllocateUninitializedArray<byte>(_rowsPerBlock * rowBytes));
        return this[Count++];
    }

    /// <summary>Forgets the rows and keeps their room.</summary>
    public void Clear() => Count = 0;

    /// <summary>Takes the last row away again.</summary>
    public void RemoveLast() => Count--;
}
