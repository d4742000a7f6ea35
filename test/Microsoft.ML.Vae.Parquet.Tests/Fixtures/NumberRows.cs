using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Parquet.Tests.Fixtures;

/// <summary>Rows that tell their number, as a scalar and in a vector.</summary>
internal static class NumberRows
{
    public const string Number = nameof(Number);
    public const string Vector = nameof(Vector);

    public static ScriptedView View(int rows, int size = 4, int first = 0) => new ScriptedView(rows)
        .Add(Number, NumberDataViewType.Int32, row => first + row)
        .AddVector(Vector, NumberDataViewType.Single, size, row => Values(first + row, size));

    public static VBuffer<float> Values(int row, int size) => new(size, [.. Enumerable.Range(0, size).Select(i => row + i / 1000f)]);

    /// <summary>What a cursor reads: id, number, and the vector's first value of each row.</summary>
    public static List<(ulong Id, int Number, float First, long Batch)> ReadNumbers(this DataViewRowCursor cursor)
    {
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        ValueGetter<int> getNumber = cursor.GetGetter<int>(cursor.Schema[Number]);
        ValueGetter<VBuffer<float>> getVector = cursor.GetGetter<VBuffer<float>>(cursor.Schema[Vector]);
        List<(ulong, int, float, long)> rows = [];
        for (long position = 0; cursor.MoveNext(); position++)
        {
            cursor.Position.ShouldBe(position);
            rows.Add((getId.Value().Low, getNumber.Value(), getVector.Value().GetValues()[0], cursor.Batch));
        }
        cursor.Position.ShouldBe(-1);
        return rows;
    }
}
