using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor over objects.</summary>
internal sealed class ObjectCursor<TRow> : RootCursorBase
    where TRow : class
{
    private readonly IEnumerator<TRow> _rows;
    private readonly RowGetters<TRow> _getters;
    private TRow _current;

    public ObjectCursor(IHost host, IEnumerator<TRow> rows, RowSchema rowSchema, bool[] active)
        : base(host)
    {
        _rows = rows;
        Schema = rowSchema.Schema;
        _getters = new RowGetters<TRow>(host, rowSchema, active, () => _current);
    }

    public override DataViewSchema Schema { get; }

    public override long Batch => 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => _getters.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _getters.GetGetter<TValue>(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) =>
    {
        Ch.Check(IsGood, CursorState.NoRow);
        value = new DataViewRowId((ulong)Position, 0);
    };

    protected override bool MoveNextCore()
    {
        if (!_rows.MoveNext())
        {
            _current = null;
            return false;
        }

        _current = _rows.Current ?? throw Ch.Except("Encountered null when iterating over data, this is not supported.");
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        _rows.Dispose();
        base.Dispose(disposing);
    }
}
