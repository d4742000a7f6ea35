namespace Microsoft.ML.Vae.Inputs;

/// <summary>One pass over stored rows, in their order or in another.</summary>
internal sealed class StoredPass : IRowPass
{
    private readonly IRowStore _rows;
    private readonly Action? _checkAlive;
    private readonly int[]? _order;
    private int _next;

    private StoredPass(IRowStore rows, RowStatistics statistics, Action? checkAlive, int[]? order)
    {
        _rows = rows;
        _checkAlive = checkAlive;
        _order = order;
        Statistics = statistics;
    }

    public RowStatistics Statistics { get; }

    /// <summary>Opens a pass, which reads ahead where that is more than a copy.</summary>
    public static IRowPass Open(IRowStore rows, RowStatistics statistics, Action? checkAlive = null, int[]? order = null)
    {
        var pass = new StoredPass(rows, statistics, checkAlive, order);
        return rows.IsInMemory ? pass : new PrefetchedRows([pass], rows.RowBytes);
    }

    public bool TryRead(Span<byte> row)
    {
        _checkAlive?.Invoke();
        if (_next == _rows.Count)
            return false;
        _rows.Read(_order?[_next] ?? _next, row);
        _next++;
        return true;
    }

    public void Dispose() { }
}
