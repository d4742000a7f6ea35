namespace Microsoft.ML.Vae.Inputs;

/// <summary>Keeps rows that a fit reads again: in memory where they fit, else on disk where the options say so.</summary>
/// <param name="memoryBytes">Room in memory.</param>
/// <param name="disk">Room on disk; null: none.</param>
/// <param name="warn">Is told, once, that the room on disk does not do; null: nobody is.</param>
internal sealed class RowKeeper(long memoryBytes, DiskCache? disk = null, Action<string>? warn = null) : IDisposable
{
    private const int MostRows = 1 << 30;   // a row's number is an int

    private readonly List<RowFile> _files = [];
    private bool _isDiskTooSmall;

    /// <summary>How many rows fit into a share of the memory.</summary>
    public long RowsInMemory(RowSource source, double share) => Math.Min((long)(share * memoryBytes) / source.RowBytes, MostRows);

    /// <summary>Reads all rows and keeps them, or returns null where they do not fit.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="share">Which share of the room they may take.</param>
    /// <param name="memory">An empty buffer, which may hold rows afterwards.</param>
    /// <param name="statistics">What the pass found.</param>
    /// <exception cref="IOException">The folder on disk cannot be written.</exception>
    public IRowStore? TryKeep(RowSource source, double share, RowBuffer memory, out RowStatistics statistics)
    {
        statistics = default;
        DiskCache? tried = _isDiskTooSmall ? null : disk;
        if (tried is not null)
            RowFile.Create(tried, source.RowBytes).Dispose();   // a folder that cannot be written is refused before anything is read
        long capacity = RowsInMemory(source, share);
        bool mayFit = source.RowCount is not { } count || count <= capacity;
        if (!mayFit && (tried is null || !HasRoom(tried, source, share)))
            return null;
        using IRowPass pass = source.Open();
        IRowStore? kept = mayFit && memory.TryFill(pass, capacity) ? memory
            : tried is null ? null
            : TryWrite(tried, source, share, memory, pass);
        statistics = pass.Statistics;
        return kept;
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());

    private bool HasRoom(DiskCache cache, RowSource source, double share)
    {
        long wanted = source.RowCount!.Value * source.RowBytes;
        string? missing = source.RowCount > RowsOnDisk(cache, source, share) ? Limit(cache, source, share)
            : cache.FreeBytes is { } free && free < wanted ? FormattableString.Invariant($"{free} bytes are free")
            : null;
        return missing is null || Refuse(cache, source, FormattableString.Invariant($"{wanted}"), written: 0, missing);
    }

    private RowFile? TryWrite(DiskCache cache, RowSource source, double share, RowBuffer memory, IRowPass pass)
    {
        long most = RowsOnDisk(cache, source, share);
        RowFile file = RowFile.Create(cache, source.RowBytes);
        _files.Add(file);
        bool isWritten = true;
        for (int i = 0; i < memory.Count && isWritten && file.Count < most; i++)
            isWritten = file.TryAppend(memory[i]);
        byte[] row = new byte[source.RowBytes];
        bool fits = file.Count >= memory.Count;
        while (isWritten && fits && pass.TryRead(row))
        {
            fits = file.Count < most;
            isWritten = !fits || file.TryAppend(row);
        }
        if (isWritten && fits && file.TryComplete())
            return file;
        string wanted = source.RowCount is { } count
            ? FormattableString.Invariant($"{count * source.RowBytes}")
            : FormattableString.Invariant($"more than {(long)file.Count * source.RowBytes}");
        Refuse(cache, source, wanted, file.Length, file.Fault?.Message ?? Limit(cache, source, share));
        file.Dispose();
        return null;
    }

    // The order of rows on disk takes memory, too.
    private long RowsOnDisk(DiskCache cache, RowSource source, double share) =>
        Math.Min((long)(share * cache.MaximumBytes) / source.RowBytes, RowsInOrder(share));

    private long RowsInOrder(double share) => Math.Min((long)(share * memoryBytes) / sizeof(int), MostRows);

    private string Limit(DiskCache cache, RowSource source, double share) =>
        RowsOnDisk(cache, source, share) == RowsInOrder(share)
            ? FormattableString.Invariant($"the order of at most {RowsInOrder(share)} rows fits into {nameof(VaeOptions.InputCacheBytes)}")
            : FormattableString.Invariant($"{nameof(DiskCache)}.{nameof(cache.MaximumBytes)} is {cache.MaximumBytes}")
                + (share < 1 ? FormattableString.Invariant($", of which these rows may take {share:P0}") : "");

    private bool Refuse(DiskCache cache, RowSource source, string wanted, long written, string reason)
    {
        _isDiskTooSmall = true;
        warn?.Invoke(FormattableString.Invariant(
            $"The rows of column '{source.ColumnName}' take {wanted} bytes, of which {written} were written to the folder ")
            + $"'{cache.FullPath}' of {nameof(VaeOptions.DiskCache)}: {reason.TrimEnd('.')}. "
            + "They are read from the data in each epoch instead.");
        return false;
    }
}
