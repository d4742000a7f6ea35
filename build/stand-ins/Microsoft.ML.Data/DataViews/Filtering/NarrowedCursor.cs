using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor over some rows of another one, whose caller sees only the columns that it asked for.</summary>
internal abstract class NarrowedCursor(IChannelProvider provider, DataViewRowCursor input, bool[] active) : FilteredCursor(provider, input)
{
    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        Ch.Check(column.Index < active.Length, nameof(column));
        return active[column.Index];
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Ch.Check(IsColumnActive(column));
        return base.GetGetter<TValue>(column);
    }
}
