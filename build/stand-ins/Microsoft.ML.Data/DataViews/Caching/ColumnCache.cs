using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>All values of one column.</summary>
internal abstract class ColumnCache
{
    public static ColumnCache Create(DataViewSchema.Column column, IExceptionContext context)
    {
        if (column.Type is VectorDataViewType vector)
            return vector.ItemType.RawType.Call<DataViewSchema.Column, IExceptionContext, ColumnCache>(OfVectors<int>, column, context);
        return column.Type.RawType.Call<DataViewSchema.Column, IExceptionContext, ColumnCache>(OfValues<int>, column, context);
    }

    /// <summary>An action that appends the row's current value.</summary>
    public abstract Action AppenderFrom(DataViewRow row);

    private static ColumnCache<TValue> OfValues<TValue>(DataViewSchema.Column column, IExceptionContext context) =>
        new(column, _ => { });

    private static ColumnCache<VBuffer<TItem>> OfVectors<TItem>(DataViewSchema.Column column, IExceptionContext context)
    {
        var size = ((VectorDataViewType)column.Type).Size;
        return new ColumnCache<VBuffer<TItem>>(column, vector =>
        {
            if (size != 0 && vector.Length != size)
                throw context.Except("Caching expected vector of size {0}, but {1} encountered.", size, vector.Length);
        });
    }
}

/// <summary>All values of one column, of a known value type.</summary>
internal sealed class ColumnCache<TValue>(DataViewSchema.Column column, Action<TValue> check) : ColumnCache
{
    private readonly List<TValue> _values = [];
    private readonly CopyValue<TValue> _copy = CopyValue.Of<TValue>();

    public override Action AppenderFrom(DataViewRow row)
    {
        var getter = row.GetGetter<TValue>(column);
        return () =>
        {
            TValue value = default;
            getter(ref value);
            check(value);
            _values.Add(value);
        };
    }

    public void Fetch(int row, ref TValue value)
    {
        var cached = _values[row];
        _copy(in cached, ref value);
    }
}
