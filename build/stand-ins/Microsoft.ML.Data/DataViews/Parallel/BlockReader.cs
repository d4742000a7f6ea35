namespace Microsoft.ML.Data;

/// <summary>Gathers the rows that a cursor passes into blocks.</summary>
internal sealed class BlockReader
{
    private readonly ColumnReader[] _columns;

    public BlockReader(DataViewRow row)
    {
        var columns = row.Schema
            .Where(row.IsColumnActive)
            .Select(column => column.Type.RawType.Call<DataViewRow, DataViewSchema.Column, ColumnReader>(ReaderOf<int>, row, column));
        _columns = [.. columns, new ColumnReader<DataViewRowId>(row.GetIdGetter())];
    }

    public int Count { get; private set; }

    public void AddRow()
    {
        foreach (var column in _columns)
            column.AddValue(Count);
        Count++;
    }

    /// <summary>The rows since the last call.</summary>
    public RowBlock Take(long batch)
    {
        var block = new RowBlock(Array.ConvertAll(_columns, column => column.Take()), Count, batch);
        Count = 0;
        return block;
    }

    private static ColumnReader<TValue> ReaderOf<TValue>(DataViewRow row, DataViewSchema.Column column) =>
        new(row.GetGetter<TValue>(column));

    private abstract class ColumnReader
    {
        public abstract void AddValue(int at);

        public abstract Array Take();
    }

    private sealed class ColumnReader<TValue>(ValueGetter<TValue> getter) : ColumnReader
    {
        private TValue[] _values = [];

        public override void AddValue(int at)
        {
            if (at == _values.Length)
                Array.Resize(ref _values, Math.Max(16, 2 * at));
            getter(ref _values[at]);
        }

        public override Array Take()
        {
            var taken = _values;
            _values = new TValue[taken.Length];
            return taken;
        }
    }
}
