namespace Microsoft.ML.Vae.Columns;

/// <summary>A cursor without read-ahead, for when nothing is computed or a column's values may not outlive their row.</summary>
internal sealed class DirectCursor(ColumnBinding binding, DataViewRowCursor input, bool[] active, InvalidRows invalid) : DataViewRowCursor
{
    private readonly VaeRow _row = new(binding, input, active, invalid);

    public override DataViewSchema Schema => _row.Schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool MoveNext()
    {
        bool more = input.MoveNext();
        if (!more)
            invalid.Report();
        return more;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _row.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _row.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _row.Dispose();
            invalid.Report();
        }
        base.Dispose(disposing);
    }
}
