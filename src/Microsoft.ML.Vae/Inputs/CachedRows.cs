namespace Microsoft.ML.Vae.Inputs;

/// <summary>All rows in memory, dealt out along a random permutation.</summary>
internal sealed class CachedRows : TrainingRows
{
    private readonly RowBuffer _rows;
    private readonly int _seed;

    private CachedRows(RowBuffer rows, RowStatistics statistics, int seed)
    {
        _rows = rows;
        _seed = seed;
        Statistics = statistics;
    }

    public override RowStatistics Statistics { get; }

    public override long? Count => _rows.Count;

    public override bool AreStreamed => false;

    /// <summary>Reads every row, or returns null when there are more than <paramref name="capacity"/>.</summary>
    public static CachedRows? TryRead(RowSource source, long capacity, int seed) =>
        RowBuffer.TryRead(source, capacity, out RowStatistics statistics) is { } rows ? new CachedRows(rows, statistics, seed) : null;

    public override IRowPass OpenEpoch(int epoch)
    {
        int[] order = [.. Enumerable.Range(0, _rows.Count)];
        OrderOf(_seed, epoch).Shuffle(order);
        return new BufferedRows(_rows, Statistics, order: order);
    }
}
