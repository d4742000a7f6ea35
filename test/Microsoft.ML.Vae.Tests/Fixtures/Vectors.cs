using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Reads and compares columns of vectors.</summary>
internal static class Vectors
{
    public static float[][] Read(IDataView view, string name)
    {
        DataViewSchema.Column column = view.Schema[name];
        using DataViewRowCursor cursor = view.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> buffer = default;
        var rows = new List<float[]>();
        while (cursor.MoveNext())
        {
            getter(ref buffer);
            rows.Add([.. buffer.DenseValues()]);
        }
        return [.. rows];
    }

    public static void ShouldBeBitEqual(IReadOnlyList<float[]> actual, IReadOnlyList<float[]> expected)
    {
        actual.Count.ShouldBe(expected.Count);
        for (int row = 0; row < actual.Count; row++)
            actual[row].AsSpan().SequenceEqual(expected[row]).ShouldBeTrue($"row {row}");
    }

    /// <summary>Matrix kernels round differently for other batch sizes and thread counts: |difference| ≤ 1e-5 · (1 + |value|).</summary>
    public static void ShouldBeEqualUpToRounding(IReadOnlyList<float[]> actual, IReadOnlyList<float[]> expected)
    {
        actual.Count.ShouldBe(expected.Count);
        for (int row = 0; row < actual.Count; row++)
        {
            actual[row].Length.ShouldBe(expected[row].Length);
            for (int slot = 0; slot < actual[row].Length; slot++)
                actual[row][slot].ShouldBe(expected[row][slot], 1e-5 * (1 + Math.Abs(expected[row][slot])), $"row {row}, slot {slot}");
        }
    }
}
