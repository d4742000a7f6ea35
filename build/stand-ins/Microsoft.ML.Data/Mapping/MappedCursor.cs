using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor with the columns of a row mapper added.</summary>
internal sealed class MappedCursor(
    IChannelProvider provider, DataViewRowCursor input, ColumnBindings bindings, bool[] active, Delegate[] getters, Action disposer)
    : SynchronizedCursorBase(provider, input)
{
    private bool _disposed;

    public override DataViewSchema Schema => bindings.Schema;

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        Ch.Check(column.Index < active.Length);
        return active[column.Index];
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Ch.Check(IsColumnActive(column));
        var source = bindings[column.Index];
        return source.IsInput
            ? Input.GetGetter<TValue>(Input.Schema[source.Input])
            : TypedGetter.Cast<TValue>(getters[source.Added], Ch);
    }

    protected override void Dispose(bool disposing)
    {
        if (!_disposed && disposing)
            disposer?.Invoke();
        _disposed = true;
        base.Dispose(disposing);
    }
}
