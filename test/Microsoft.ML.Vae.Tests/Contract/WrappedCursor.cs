using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>A cursor that passes everything on, except for what a test replaces.</summary>
internal sealed class WrappedCursor(DataViewRowCursor inner) : DataViewRowCursor
{
    private bool _disposed;

    /// <summary>Called at the first disposal.</summary>
    public Action? Disposed { get; init; }

    /// <summary>Added to the scalar Singles of a column, given its name.</summary>
    public Func<string, float>? Shift { get; init; }

    public DataViewSchema? ReplacedSchema { get; init; }

    public Func<DataViewRowId, DataViewRowId>? Id { get; init; }

    public Func<long, long>? Place { get; init; }

    public override DataViewSchema Schema => ReplacedSchema ?? inner.Schema;

    public override long Position => Place?.Invoke(inner.Position) ?? inner.Position;

    public override long Batch => inner.Batch;

    public override bool MoveNext() => inner.MoveNext();

    public override bool IsColumnActive(DataViewSchema.Column column) => inner.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ValueGetter<TValue> getter = inner.GetGetter<TValue>(column);
        return Shift is { } shift && getter is ValueGetter<float> number
            ? (ValueGetter<TValue>)(Delegate)Shifted(number, () => shift(column.Name))
            : getter;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        ValueGetter<DataViewRowId> getter = inner.GetIdGetter();
        return Id is null ? getter : (ref DataViewRowId value) =>
        {
            getter(ref value);
            value = Id(value);
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (!_disposed)
        {
            _disposed = true;
            inner.Dispose();
            Disposed?.Invoke();
        }
        base.Dispose(disposing);
    }

    private static ValueGetter<float> Shifted(ValueGetter<float> getter, Func<float> shift) => (ref float value) =>
    {
        getter(ref value);
        value += shift();
    };
}
