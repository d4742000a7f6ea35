using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Reads whole columns.</summary>
internal static class ViewReading
{
    public static float[][] Vectors(this IDataView view, string column) =>
        [.. view.Values<VBuffer<float>>(column).Select(vector => vector.DenseValues().ToArray())];

    /// <summary>Each value in a buffer of its own.</summary>
    public static List<T> Values<T>(this IDataView view, string column)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        return cursor.Rest<T>(view.Schema[column]);
    }

    /// <summary>The values from the next row on.</summary>
    public static List<T> Rest<T>(this DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        ValueGetter<T> get = cursor.GetGetter<T>(column);
        var values = new List<T>();
        while (cursor.MoveNext())
            values.Add(get.Value());
        return values;
    }

    public static T Value<T>(this ValueGetter<T> get)
    {
        T value = default!;
        get(ref value);
        return value;
    }
}
