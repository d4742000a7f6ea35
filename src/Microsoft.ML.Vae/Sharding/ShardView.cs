namespace Microsoft.ML.Vae.Sharding;

/// <summary>The rows of a view that belong to a share, in their order.</summary>
internal sealed class ShardView(IDataView source, DataShard shard) : IDataView
{
    private readonly Lazy<long> _rows = new(() => source.GetRowCount() ?? CountRows(source));

    public DataViewSchema Schema => source.Schema;

    // A shuffled source would give every process other rows.
    public bool CanShuffle => false;

    public long? GetRowCount() => _rows.IsValueCreated ? shard.RowCount(_rows.Value)
        : source.GetRowCount() is { } rows ? shard.RowCount(rows)
        : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        shard.Layout == ShardLayout.Strided
            ? new ShardCursor(Open(columnsNeeded), skippedFirst: shard.Index, skippedBetween: shard.Count - 1, rows: long.MaxValue)
            : new ShardCursor(Open(columnsNeeded), skippedFirst: shard.Start(_rows.Value), skippedBetween: 0, shard.RowCount(_rows.Value));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private DataViewRowCursor Open(IEnumerable<DataViewSchema.Column> columnsNeeded) => source.GetRowCursor(columnsNeeded);

    private static long CountRows(IDataView view)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([]);
        long rows = 0;
        while (cursor.MoveNext())
            rows++;
        return rows;
    }
}
