namespace Microsoft.ML.Vae.Inputs;

/// <summary>One pass over rows, batch by batch.</summary>
/// <param name="pass">The rows.</param>
/// <param name="rowBytes">Bytes of one.</param>
/// <param name="capacity">Rows of a batch.</param>
/// <param name="joinsLastRow">
/// Whether a last row that would be a batch alone joins the batch before it, since one row has no variance to normalize by. Two rows are
/// then read ahead.
/// </param>
internal sealed class RowBatches(IRowPass pass, int rowBytes, int capacity, bool joinsLastRow = false) : IDisposable
{
    private readonly int _rowsAhead = joinsLastRow ? RowsAhead(capacity) : 0;
    private readonly byte[] _bytes = new byte[(capacity + (joinsLastRow ? RowsAhead(capacity) : 0)) * rowBytes];
    private int _read;   // of the current batch and those after it

    /// <summary>What the pass found so far.</summary>
    public RowStatistics Statistics => pass.Statistics;

    /// <summary>Rows in the current batch.</summary>
    public int Count { get; private set; }

    /// <summary>The stored rows of the current batch.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Count * rowBytes);

    /// <summary>How many rows are read ahead to find a last one; of batches of one row, all are alone.</summary>
    public static int RowsAhead(int capacity) => capacity > 1 ? 2 : 0;

    public bool MoveNext()
    {
        Rows(Count, _read - Count).CopyTo(_bytes);
        _read -= Count;
        while (_read < capacity + _rowsAhead && pass.TryRead(Rows(_read, 1)))
            _read++;
        Count = _read == capacity + 1 ? _read : Math.Min(_read, capacity);
        return Count > 0;
    }

    public void Dispose() => pass.Dispose();

    private Span<byte> Rows(int start, int count) => _bytes.AsSpan(start * rowBytes, count * rowBytes);
}
