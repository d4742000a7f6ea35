namespace Microsoft.ML.Vae.Inputs;

/// <summary>One pass over rows, batch by batch.</summary>
internal sealed class RowBatches(IRowPass pass, int rowBytes, int capacity) : IDisposable
{
    private readonly byte[] _bytes = new byte[capacity * rowBytes];

    /// <summary>What the pass found so far.</summary>
    public RowStatistics Statistics => pass.Statistics;

    /// <summary>Rows in the current batch.</summary>
    public int Count { get; private set; }

    /// <summary>The stored rows of the current batch.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Count * rowBytes);

    public bool MoveNext()
    {
        Count = 0;
        while (Count < capacity && pass.TryRead(_bytes.AsSpan(Count * rowBytes, rowBytes)))
            Count++;
        return Count > 0;
    }

    public void Dispose() => pass.Dispose();
}
