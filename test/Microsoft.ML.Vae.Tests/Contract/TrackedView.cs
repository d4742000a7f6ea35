using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>A view as it is, with its cursors counted.</summary>
internal sealed class TrackedView(IDataView inner) : IDataView
{
    private int _opened;
    private int _closed;

    public int Opened => _opened;

    public int Open => _opened - _closed;

    public DataViewSchema Schema => inner.Schema;

    public bool CanShuffle => inner.CanShuffle;

    public long? GetRowCount() => inner.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        Track(inner.GetRowCursor(columnsNeeded, rand));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        Array.ConvertAll(inner.GetRowCursorSet(columnsNeeded, n, rand), Track);

    private DataViewRowCursor Track(DataViewRowCursor cursor)
    {
        Interlocked.Increment(ref _opened);
        return new WrappedCursor(cursor) { Disposed = () => Interlocked.Increment(ref _closed) };
    }
}
