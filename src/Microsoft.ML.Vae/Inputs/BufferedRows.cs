namespace Microsoft.ML.Vae.Inputs;

/// <summary>One pass over rows in memory, in their order.</summary>
internal sealed class BufferedRows(RowBuffer rows, RowStatistics statistics, Action? checkAlive = null, int[]? order = null) : IRowPass
{
    private int _next;

    public RowStatistics Statistics => statistics;

    public bool TryRead(Span<byte> row)
    {
        checkAlive?.Invoke();
        if (_next == rows.Count)
            return false;
        rows[order?[_next] ?? _next].CopyTo(row);
        _next++;
        return true;
    }

    public void Dispose() { }
}
