namespace Microsoft.ML.Vae.Columns;

/// <summary>The ids of rows whose outputs are kept, without any column.</summary>
internal sealed class KeptIdCursor(DataViewSchema schema, IReadOnlyList<DataViewRowId> ids, int[]? order) : DataViewRowCursor
{
    private long _position = -1;
    private bool _ended;

    public override DataViewSchema Schema => schema;

    public override long Position => _position;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        if (!_ended && ++_position < ids.Count)
            return true;
        (_position, _ended) = (-1, true);
        return false;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) =>
    {
        if (_position < 0)
            throw new InvalidOperationException("Cannot fetch a value while the cursor is not on a row");
        value = ids[order?[_position] ?? (int)_position];
    };

    public override bool IsColumnActive(DataViewSchema.Column column) => false;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        throw new InvalidOperationException($"Column '{column.Name}' is not active");

    protected override void Dispose(bool disposing)
    {
        (_position, _ended) = (-1, true);
        base.Dispose(disposing);
    }
}
