using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>
/// A source of rows whose values are functions of the row number. It counts what is asked of it, so that laziness, column activity and disposal can
/// be asserted.
/// </summary>
internal sealed class ScriptedView(int rows) : IDataView
{
    private readonly DataViewSchema.Builder _builder = new();
    private readonly List<Delegate> _values = [];
    private DataViewSchema? _schema;

    public DataViewSchema Schema => _schema ??= _builder.ToSchema();

    public bool CanShuffle { get; init; }

    public bool KnowsRowCount { get; init; } = true;

    /// <summary>Rows that share a batch number, and go to the same cursor of a set.</summary>
    public int RowsPerBatch { get; init; } = int.MaxValue;

    /// <summary>The row whose reading fails; none by default.</summary>
    public int FaultyRow { get; set; } = -1;

    public List<ScriptedCursor> Cursors { get; } = [];

    public int Moves => Cursors.Sum(cursor => cursor.Moves);

    public int OpenCursors => Cursors.Count(cursor => cursor.DisposeCalls == 0);

    public ScriptedView Add<T>(string name, DataViewType type, Func<int, T> value, DataViewSchema.Annotations? annotations = null)
    {
        _builder.AddColumn(name, type, annotations);
        _values.Add(value);
        return this;
    }

    public ScriptedView AddVector<T>(string name, PrimitiveDataViewType type, int size, Func<int, VBuffer<T>> value) =>
        Add(name, new VectorDataViewType(type, size), value);

    public long? GetRowCount() => KnowsRowCount ? rows : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        if (CanShuffle)
            rand?.Shuffle(order);
        return Open(columnsNeeded, order);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. Enumerable.Range(0, n).Select(part => Open(columnsNeeded, [.. Enumerable.Range(0, rows).Where(row => row / RowsPerBatch % n == part)]))];

    internal ValueGetter<T> GetterOf<T>(int column, Func<int> currentRow)
    {
        if (_values[column] is Func<int, T> value)
            return (ref T destination) => destination = value(currentRow());
        throw new InvalidOperationException($"Column {column} is not of type {typeof(T)}.");
    }

    private ScriptedCursor Open(IEnumerable<DataViewSchema.Column> columnsNeeded, int[] order)
    {
        var cursor = new ScriptedCursor(this, [.. columnsNeeded.Select(column => column.Index)], order);
        lock (Cursors)
            Cursors.Add(cursor);
        return cursor;
    }
}
