namespace Microsoft.ML.Vae.Columns;

/// <summary>A cursor without read-ahead, for when nothing is computed or a column's values may not outlive their row.</summary>
internal sealed class DirectCursor(ColumnBinding binding, DataViewRowCursor input, bool[] active) : DataViewRowCursor
{
    private readonly VaeRow _row = new(binding, input, active);

    public override DataViewSchema Schema => _row.Schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool MoveNext() => input.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _row.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _row.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _row.Dispose();
        base.Dispose(disposing);
    }
}
