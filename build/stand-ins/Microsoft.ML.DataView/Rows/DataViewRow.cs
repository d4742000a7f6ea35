using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>One row of values; its getters follow the position.</summary>
public abstract class DataViewRow : IDisposable
{
    /// <summary>-1 while there is no current row.</summary>
    public abstract long Position { get; }

    /// <summary>Non-decreasing in a cursor; orders the rows of a cursor set.</summary>
    public abstract long Batch { get; }

    public abstract DataViewSchema Schema { get; }

    public abstract ValueGetter<DataViewRowId> GetIdGetter();

    public abstract bool IsColumnActive(DataViewSchema.Column column);

    public abstract ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
