using MathNet.Numerics.Distributions;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Randomness;

namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>Each tolerance is five standard deviations of the statistic over that many independent normal draws, unless it says otherwise.</summary>
public class RowNoiseTests
{
    private const int Count = 100_000;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 4)]
    [InlineData(-5, 5)]
    public void Fill_ManyRows_IsStandardNormal(int seed, int dimension)
    {
        double[] draws = [.. Rows(Count / dimension).SelectMany(row => Draw(dimension, seed, OutputKinds.LatentSample, row))];

        double mean = draws.Average();
        double variance = draws.Average(x => (x - mean) * (x - mean));
        mean.ShouldBe(0, 5 * Math.Sqrt(1.0 / Count));
        variance.ShouldBe(1, 5 * Math.Sqrt(2.0 / Count));
        (draws.Average(x => Math.Pow(x - mean, 3)) / Math.Pow(variance, 1.5)).ShouldBe(0, 5 * Math.Sqrt(6.0 / Count));   // skewness
        (draws.Average(x => Math.Pow(x - mean, 4)) / (variance * variance)).ShouldBe(3, 5 * Math.Sqrt(24.0 / Count));   // kurtosis
    }

    [Fact]
    public void Fill_ManyRows_HasTheNormalDistributionFunction()
    {
        double[] draws = [.. Rows(Count).Select(row => Draw(1, 1, OutputKinds.Sample, row)[0]).Order()];

        double distance = draws.Select((x, i) => Math.Abs(Normal.CDF(0, 1, x) - (i + 0.5) / Count)).Max();

        distance.ShouldBeLessThan(1.95 / Math.Sqrt(Count));   // Kolmogorov and Smirnov: one in a thousand samples is farther
    }

    [Fact]
    public void Fill_NeighbouringRowsDimensionsPurposesAndSeeds_AreUncorrelated()
    {
        double[][] draws = [.. Rows(Count).Select(row => Draw(3, 1, OutputKinds.LatentSample, row))];

        CheckUncorrelated("rows", draws[..^1].Select(z => z[0]), draws[1..].Select(z => z[0]));
        CheckUncorrelated("dimensions of a pair", draws.Select(z => z[0]), draws.Select(z => z[1]));
        CheckUncorrelated("dimensions of two pairs", draws.Select(z => z[0]), draws.Select(z => z[2]));
        CheckUncorrelated("a row's dimension and the next row's", draws[..^1].Select(z => z[1]), draws[1..].Select(z => z[0]));
        CheckUncorrelated("sizes", draws.Select(z => z[0] * z[0]), draws.Select(z => z[1] * z[1]));
        CheckUncorrelated("purposes", draws.Select(z => z[0]), Rows(Count).Select(row => Draw(1, 1, OutputKinds.Sample, row)[0]));
        CheckUncorrelated("seeds", draws.Select(z => z[0]), Rows(Count).Select(row => Draw(1, 2, OutputKinds.LatentSample, row)[0]));
        CheckUncorrelated("halves of the id", draws.Select(z => z[0]), Rows(Count).Select(row => Draw(1, 1, OutputKinds.LatentSample, new(row.High, row.Low))[0]));
    }

    [Fact]
    public void Fill_OddDimension_BeginsLikeTheNextEvenOne()
    {
        for (int dimension = 1; dimension < 8; dimension += 2)
            Draw(dimension, 1, OutputKinds.Sample, new(3, 4)).ShouldBe(Draw(dimension + 1, 1, OutputKinds.Sample, new(3, 4))[..dimension]);
    }

    [Fact]
    public void Fill_AnyRow_IsFinite() =>
        Rows(Count).SelectMany(row => Draw(2, 1, OutputKinds.Sample, row)).ShouldAllBe(value => Math.Abs(value) < 8);   // 8 σ: 1e-15 a draw

    /// <summary>
    /// Saved models promise the same draws in every later version. The numbers are from another implementation of the same formulas, rounded to
    /// seven digits.
    /// </summary>
    [Theory]
    [InlineData(0, 4, 0ul, 0ul, new[] { 1.083832, -0.3449349, -0.6116971 })]
    [InlineData(1, 32, 0ul, 0ul, new[] { 0.1122571, -0.1095103, 0.9587358 })]
    [InlineData(-1, 4, 5ul, 7ul, new[] { -0.1399139, 0.703191, -1.020344 })]
    [InlineData(int.MaxValue, 32, ulong.MaxValue, 1ul, new[] { -1.185333, -1.002996, -0.7063121 })]
    public void Fill_FirstValues_NeverChange(int seed, int purpose, ulong low, ulong high, double[] expected)
    {
        double[] got = Draw(3, seed, (OutputKinds)purpose, new(low, high));

        for (int i = 0; i < expected.Length; i++)
            got[i].ShouldBe(expected[i], 1e-6);
    }

    private static IEnumerable<DataViewRowId> Rows(int count) => Enumerable.Range(0, count).Select(row => new DataViewRowId((ulong)row, 0));

    private static double[] Draw(int dimension, int seed, OutputKinds purpose, DataViewRowId row)
    {
        var noise = new float[dimension];
        RowNoise.Fill(noise, seed, (int)purpose, row);
        return Array.ConvertAll(noise, value => (double)value);
    }

    private static void CheckUncorrelated(string what, IEnumerable<double> first, IEnumerable<double> second) =>
        MathNet.Numerics.Statistics.Correlation.Pearson(first, second).ShouldBe(0, 5 / Math.Sqrt(Count), what);
}
