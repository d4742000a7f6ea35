namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>
/// Equality of vectors, bit by bit or of results that may come from batches of different sizes: matrix kernels round differently, up to 5e-7 seen, so |difference| must be at
/// most 1e-5 (1 + |value|).
/// </summary>
internal static class FloatAssert
{
    public static void ShouldBeBitEqual(IReadOnlyList<float[]> actual, IReadOnlyList<float[]> expected)
    {
        actual.Count.ShouldBe(expected.Count);
        for (int row = 0; row < actual.Count; row++)
            actual[row].AsSpan().SequenceEqual(expected[row]).ShouldBeTrue($"row {row}");
    }

    public static void ShouldBeCloseTo(this IReadOnlyList<float> got, IReadOnlyList<double> expected, string where)
    {
        got.Count.ShouldBe(expected.Count, where);
        for (int i = 0; i < got.Count; i++)
            ((double)got[i]).ShouldBe(expected[i], 1e-5 * (1 + Math.Abs(expected[i])), $"{where}, slot {i}");
    }

    public static void ShouldBeCloseTo(this IReadOnlyList<float[]> got, IReadOnlyList<float[]> expected)
    {
        got.Count.ShouldBe(expected.Count);
        for (int row = 0; row < got.Count; row++)
            got[row].ShouldBeCloseTo([.. expected[row].Select(value => (double)value)], $"row {row}");
    }
}
