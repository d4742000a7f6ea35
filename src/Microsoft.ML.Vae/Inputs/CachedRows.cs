namespace Microsoft.ML.Vae.Inputs;

/// <summary>All rows in memory, dealt out along a random permutation.</summary>
internal sealed class CachedRows(RowBuffer rows, RowStatistics statistics, int seed) : TrainingRows
{
    public override RowStatistics Statistics => statistics;

    public override long? Count => rows.Count;

    public override bool AreStreamed => false;

    public override RowBuffer InMemory => rows;

    public override IRowPass OpenEpoch(int epoch)
    {
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        OrderOf(seed, epoch).Shuffle(order);
        return new BufferedRows(rows, statistics, order: order);
    }
}
