namespace Microsoft.ML.Vae.Inputs;

/// <summary>All rows kept, dealt out along a random permutation. One epoch is open at a time.</summary>
internal sealed class CachedRows(IRowStore rows, RowStatistics statistics, int seed) : TrainingRows
{
    private readonly int[] _order = new int[rows.Count];

    public override RowStatistics Statistics => statistics;

    public override long? Count => rows.Count;

    public override string Place => rows.IsInMemory ? "in memory" : "on disk";

    public override IRowStore? Kept => rows;

    public override IRowPass OpenEpoch(int epoch)
    {
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        OrderOf(seed, epoch).Shuffle(_order);
        return StoredPass.Open(rows, statistics, order: _order);
    }
}
