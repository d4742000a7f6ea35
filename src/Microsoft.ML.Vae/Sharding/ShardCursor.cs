namespace Microsoft.ML.Vae.Sharding;

/// <summary>Passes over the rows of other shares.</summary>
internal sealed class ShardCursor(DataViewRowCursor source, long skippedFirst, long skippedBetween, long rows) : DataViewRowCursor
{
    private long _position = -1;
    private bool _ended;

    public override DataViewSchema Schema => source.Schema;

    public override long Position => _position;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        if (_ended)
            return false;
        long next = _position + 1;
        _ended = next >= rows || !Skip(next == 0 ? skippedFirst : skippedBetween) || !source.MoveNext();
        _position = _ended ? -1 : next;
        return !_ended;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => source.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => source.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        (_position, _ended) = (-1, true);
        base.Dispose(disposing);
    }

    private bool Skip(long count)
    {
        for (; count > 0; count--)
        {
            if (!source.MoveNext())
                return false;
        }
        return true;
    }
}
