namespace Microsoft.ML.Vae.Blocks;

/// <summary>
/// A view of rows that lie outside memory. A shuffled cursor reads the groups in random order, and the rows of each slice. A row's id is
/// its place in the view, whatever order it is read in.
/// </summary>
internal sealed class BlockView : IDataView
{
    private const long MaximumBytes = 256 << 20;

    private readonly IBlockSource _source;
    private readonly long[] _starts;   // of each group, and the number of rows

    public BlockView(IBlockSource source)
    {
        _source = source;
        _starts = new long[source.GroupRows.Count + 1];
        for (int i = 0; i < source.GroupRows.Count; i++)
            _starts[i + 1] = _starts[i] + source.GroupRows[i];
    }

    public DataViewSchema Schema => _source.Schema;

    public bool CanShuffle => true;

    public long? GetRowCount() => _starts[^1];

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        Open([.. columnsNeeded], Order(rand), first: 0, step: 1);

    /// <summary>At most n cursors, each with every n-th group, and no more than have room in memory.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        BlockOrder order = Order(rand);
        long room = Math.Max(1, MaximumBytes / Math.Max(1, _source.BytesPerReader(columns)));
        int count = (int)Math.Clamp(Math.Min(n, room), 1, Math.Max(1, order.Count));
        return [.. Enumerable.Range(0, count).Select(i => Open(columns, order, i, count))];
    }

    /// <summary>The first row of a group.</summary>
    internal long Start(int group) => _starts[group];

    private BlockOrder Order(Random? random) => new(_source.GroupRows.Count, random);

    private BlockCursor Open(IReadOnlyCollection<DataViewSchema.Column> columns, BlockOrder order, int first, int step) =>
        new(this, _source.Open(columns), columns, order, first, step);
}
