namespace Microsoft.ML.Vae.Inputs;

/// <summary>One pass over rows in their own order, batch by batch.</summary>
internal sealed class RowBatches : IDisposable
{
    private readonly IRowPass _pass;
    private readonly byte[] _bytes;
    private readonly int _rowBytes;
    private readonly int _capacity;

    public RowBatches(RowSource source, int capacity)
    {
        _rowBytes = source.RowBytes;
        _capacity = capacity;
        _bytes = new byte[capacity * _rowBytes];
        _pass = source.Open();
    }

    /// <summary>What the pass found so far.</summary>
    public RowStatistics Statistics => _pass.Statistics;

    /// <summary>Rows in the current batch.</summary>
    public int Count { get; private set; }

    /// <summary>The stored rows of the current batch.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Count * _rowBytes);

    public bool MoveNext()
    {
        Count = 0;
        while (Count < _capacity && _pass.TryRead(_bytes.AsSpan(Count * _rowBytes, _rowBytes)))
            Count++;
        return Count > 0;
    }

    public void Dispose() => _pass.Dispose();
}
