using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Samples.Shared.Data;

/// <summary>Copies a column out of a data view.</summary>
internal static class ColumnReader
{
    /// <summary>A column of vectors, row after row in one array; and the size of a row.</summary>
    public static (float[] Values, int Size) Vectors(IDataView view, string name)
    {
        var column = view.Schema[name];
        var size = ((VectorDataViewType)column.Type).Size;
        var values = new List<float>();
        using var cursor = view.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        var buffer = default(VBuffer<float>);
        while (cursor.MoveNext())
        {
            getter(ref buffer);
            values.AddRange(buffer.DenseValues());
        }

        return ([.. values], size);
    }

    /// <summary>Two key columns side by side.</summary>
    public static (uint[] First, uint[] Second) Keys(IDataView view, string first, string second)
    {
        var (firstColumn, secondColumn) = (view.Schema[first], view.Schema[second]);
        using var cursor = view.GetRowCursor([firstColumn, secondColumn]);
        var firstGetter = cursor.GetGetter<uint>(firstColumn);
        var secondGetter = cursor.GetGetter<uint>(secondColumn);
        var (firstKeys, secondKeys) = (new List<uint>(), new List<uint>());
        uint key = 0;
        while (cursor.MoveNext())
        {
            firstGetter(ref key);
            firstKeys.Add(key);
            secondGetter(ref key);
            secondKeys.Add(key);
        }

        return ([.. firstKeys], [.. secondKeys]);
    }
}
