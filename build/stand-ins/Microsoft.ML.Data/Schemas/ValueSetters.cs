namespace Microsoft.ML.Data;

/// <summary>Assigns a row's value to a member: text becomes strings, vectors become arrays, in the object's own array where it fits.</summary>
internal static class ValueSetters<TRow>
{
    public static Action<TRow> Create<T>(DataViewRow row, BoundColumn bound)
    {
        var type = typeof(T);
        if (type == typeof(string))
            return OfValue<ReadOnlyMemory<char>, string>(row, bound, item => item.ToString());
        if (type == typeof(string[]))
            return OfArray<ReadOnlyMemory<char>, string>(row, bound, item => item.ToString());
        if (type.IsArray)
            return type.GetElementType().Call<DataViewRow, BoundColumn, Action<TRow>>(OfArray<int>, row, bound);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>))
            return type.GetGenericArguments()[0].Call<DataViewRow, BoundColumn, Action<TRow>>(OfBuffer<int>, row, bound);
        return OfValue<T, T>(row, bound, value => value);
    }

    private static Action<TRow> OfValue<TItem, T>(DataViewRow row, BoundColumn bound, Func<TItem, T> convert)
    {
        var getter = row.GetGetter<TItem>(bound.Column);
        var write = bound.Member.Writer<TRow, T>();
        TItem value = default;
        return target =>
        {
            getter(ref value);
            write(target, convert(value));
        };
    }

    private static Action<TRow> OfArray<T>(DataViewRow row, BoundColumn bound) => OfArray<T, T>(row, bound, item => item);

    private static Action<TRow> OfArray<TItem, T>(DataViewRow row, BoundColumn bound, Func<TItem, T> convert)
    {
        var getter = row.GetGetter<VBuffer<TItem>>(bound.Column);
        var read = bound.Member.Reader<TRow, T[]>();
        var write = bound.Member.Writer<TRow, T[]>();
        VBuffer<TItem> value = default;
        return target =>
        {
            getter(ref value);
            var items = read(target);
            if (items == null || items.Length != value.Length)
                items = new T[value.Length];
            foreach (var (index, item) in value.Items(all: true))
                items[index] = convert(item);
            write(target, items);
        };
    }

    private static Action<TRow> OfBuffer<T>(DataViewRow row, BoundColumn bound)
    {
        var getter = row.GetGetter<VBuffer<T>>(bound.Column);
        var read = bound.Member.Reader<TRow, VBuffer<T>>();
        var write = bound.Member.Writer<TRow, VBuffer<T>>();
        return target =>
        {
            var value = read(target);
            getter(ref value);
            write(target, value);
        };
    }
}
