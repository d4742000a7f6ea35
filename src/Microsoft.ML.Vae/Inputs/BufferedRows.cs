namespace Microsoft.ML.Vae.Inputs;

/// <summary>One pass over rows in memory, in their order.</summary>
internal sealed class BufferedRows(RowBuffer rows, RowStatistics statistics, Action checkAlive) : IRowPass
{
    private int _next;

    public RowStatistics Statistics => statistics;

    public bool TryRead(Span<byte> row)
    {
        checkAlive();
        if (_next == rows.Count)
            return false;
        rows[_next++].CopyTo(row);
        return true;
    }

    public void Dispose() { }
}
