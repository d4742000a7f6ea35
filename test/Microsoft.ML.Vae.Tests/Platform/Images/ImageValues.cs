using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Platform.Images;

/// <summary>Reads columns while their cursor stands on the row: with the cursor, images may go.</summary>
internal static class ImageValues
{
    public static List<TResult> Read<T, TResult>(this IDataView view, string name, Func<T, TResult> use)
    {
        DataViewSchema.Column column = view.Schema[name];
        using DataViewRowCursor cursor = view.GetRowCursor([column]);
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        var results = new List<TResult>();
        T value = default!;
        while (cursor.MoveNext())
        {
            getter(ref value);
            results.Add(use(value));
        }

        return results;
    }

    /// <summary>The vectors of a column.</summary>
    public static List<T[]> Vectors<T>(this IDataView view, string name) =>
        view.Read<VBuffer<T>, T[]>(name, vector => [.. vector.DenseValues()]);

    /// <summary>The bytes of the pictures of a column, in their own order.</summary>
    public static List<byte[]> Pixels(this IDataView view, string name) => view.Read<MLImage, byte[]>(name, image => image.Pixels.ToArray());

    /// <summary>Blue, green, red.</summary>
    public static List<byte[]> Bgr(this IDataView view, string name) => view.Read<MLImage, byte[]>(name, image => image.GetBGRPixels);
}
