using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor that passes over some rows of another one.</summary>
internal abstract class FilteredCursor(IChannelProvider provider, DataViewRowCursor input) : RootCursorBase(provider)
{
    private bool _disposed;

    public override DataViewSchema Schema => input.Schema;

    public override long Batch => input.Batch;

    protected DataViewRowCursor Input => input;

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        _disposed = true;
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
