namespace Microsoft.ML.Vae.Inputs;

/// <summary>Rows of equal size in memory, in blocks that never move, so that growing copies nothing.</summary>
internal sealed class RowBuffer(int rowBytes) : IRowStore
{
    private const int BlockBytes = 4 << 20;

    private readonly int _rowsPerBlock = Math.Max(1, BlockBytes / rowBytes);
    private readonly List<byte[]> _blocks = [];

    public int Count { get; private set; }

    public int RowBytes => rowBytes;

    public bool IsInMemory => true;

    public Span<byte> this[int index] => _blocks[index / _rowsPerBlock].AsSpan(index % _rowsPerBlock * rowBytes, rowBytes);

    public void Read(int index, Span<byte> row) => this[index].CopyTo(row);

    /// <summary>Reads every row, or returns false when there are more than <paramref name="capacity"/>, of which it holds one.</summary>
    public bool TryFill(IRowPass pass, long capacity)
    {
        while (pass.TryRead(Append()))
        {
            if (Count > capacity)
                return false;
        }
        RemoveLast();
        return true;
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
