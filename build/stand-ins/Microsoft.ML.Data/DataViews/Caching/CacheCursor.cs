using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor over cached columns.</summary>
internal sealed class CacheCursor(
    IChannelProvider provider, DataViewSchema schema, ColumnCache[] columns, bool[] active, Lazy<int[]> order, RowBlocks blocks)
    : RootCursorBase(provider)
{
    public override DataViewSchema Schema => schema;

    public override long Batch => blocks.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        Ch.CheckParam(column.Index < active.Length, nameof(column));
        return active[column.Index];
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Ch.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
        if (columns[column.Index] is not ColumnCache<TValue> cache)
            throw Ch.Except($"Invalid TValue: '{typeof(TValue)}', expected type: '{schema[column.Index].Type.RawType}'.");
        return (ref TValue value) =>
        {
            Ch.Check(IsGood, CursorState.NoRow);
            cache.Fetch(order.Value[blocks.Row], ref value);
        };
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) =>
    {
        Ch.Check(IsGood, "Cannot call ID getter in current state");
        value = new DataViewRowId((ulong)order.Value[blocks.Row], 0);
    };

    protected override bool MoveNextCore() => blocks.MoveNext(order.Value.Length);
}
