using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads one column as an enumerable.</summary>
public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName) => GetColumn<T>(data, data.Schema[columnName]);

    /// <summary>As the column's own value type, as a string, or as an array of its items.</summary>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckNonEmpty(column.Name, nameof(column));
        var found = data.Schema[column.Index];
        if (found.Name != column.Name || found.Type != column.Type)
        {
            throw Contracts.ExceptParam(nameof(column),
                $"column with name {column.Name}, type {column.Type}, and index {column.Index} cannot be found in data");
        }

        if (column.Type.RawType == typeof(T))
            return Read<T, T>(data, column, value => value);
        if (typeof(T) == typeof(string) && column.Type is TextDataViewType)
            return (IEnumerable<T>)Read<ReadOnlyMemory<char>, string>(data, column, text => text.ToString());
        return typeof(T).IsArray ? GetArrays<T>(data, column) : throw NoMap<T>(column);
    }

    private static IEnumerable<T> GetArrays<T>(IDataView data, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            throw Contracts.ExceptParam(
                nameof(column), $"Cannot load vector type, {column.Type}, specified in column to the user-defined type, {typeof(T)}.");
        }

        var itemType = typeof(T).GetElementType();
        if (itemType == vector.ItemType.RawType)
            return (IEnumerable<T>)itemType.Call<IDataView, DataViewSchema.Column, object>(ReadArrays<int>, data, column);
        if (itemType == typeof(string) && vector.ItemType is TextDataViewType)
            return (IEnumerable<T>)Read<VBuffer<ReadOnlyMemory<char>>, string[]>(data, column, ToStrings);
        throw NoMap<T>(column);
    }

    private static IEnumerable<TItem[]> ReadArrays<TItem>(IDataView data, DataViewSchema.Column column) =>
        Read<VBuffer<TItem>, TItem[]>(data, column, vector =>
        {
            var items = new TItem[vector.Length];
            vector.CopyTo(items);
            return items;
        });

    private static string[] ToStrings(VBuffer<ReadOnlyMemory<char>> vector)
    {
        var strings = new string[vector.Length];
        foreach (var (slot, text) in vector.Items())
            strings[slot] = text.ToString();
        return strings;
    }

    private static IEnumerable<TResult> Read<TValue, TResult>(IDataView data, DataViewSchema.Column column, Func<TValue, TResult> convert)
    {
        using var cursor = data.GetRowCursor([column]);
        var getter = cursor.GetGetter<TValue>(column);
        // The same buffer for all rows, as in the original: a vector asked for as such is valid until the next one.
        TValue value = default;
        while (cursor.MoveNext())
        {
            getter(ref value);
            yield return convert(value);
        }
    }

    private static Exception NoMap<T>(DataViewSchema.Column column) =>
        Contracts.ExceptParam(
            nameof(column), $"Cannot map column (name: {column.Name}, type: {column.Type}) in data to the user-defined type, {typeof(T)}.");
}
