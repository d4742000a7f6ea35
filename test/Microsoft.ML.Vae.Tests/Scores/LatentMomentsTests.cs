using Microsoft.ML.Vae.Scores;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Scores;

public class LatentMomentsTests
{
    [Theory]
    [InlineData(7, 1)]
    [InlineData(7, 3)]
    [InlineData(40, 8)]
    public void ToStatistics_AnyBatches_IsTheEstimatorOfLedoitAndWolf(int rows, int batches)
    {
        var random = new Random(5);
        double[][] z = LatentRows(random, rows);

        ScoreStatistics statistics = Measure(z, batches);

        (double[] mean, double[,] covariance) = LedoitWolf(z);
        double[,] inverse = { { covariance[1, 1], -covariance[0, 1] }, { -covariance[1, 0], covariance[0, 0] } };
        double determinant = covariance[0, 0] * covariance[1, 1] - covariance[0, 1] * covariance[1, 0];
        statistics.LatentMean!.ShouldBe(mean, 1e-6);   // the latents are single precision
        for (int i = 0; i < 4; i++)
            statistics.LatentPrecision![i].ShouldBe(inverse[i / 2, i % 2] / determinant, 1e-4 * Math.Abs(inverse[0, 0] / determinant));
    }

    [Fact]
    public void ToStatistics_AllLatentsTheSame_StaysFinite()
    {
        ScoreStatistics statistics = Measure([[1, 2], [1, 2], [1, 2]], 1);

        statistics.LatentMean.ShouldBe([1.0, 2.0]);
        statistics.LatentPrecision!.ShouldAllBe(value => double.IsFinite(value));
    }

    private static double[][] LatentRows(Random random, int rows) =>
        [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble()).Select(shared => new[] { 3 + 2 * shared, random.NextDouble() - shared })];

    private static ScoreStatistics Measure(double[][] z, int batches)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var moments = new LatentMoments(2);
        foreach (double[][] batch in z.Chunk((z.Length + batches - 1) / batches))
            moments.Add(TensorValues.Matrix(batch));
        return moments.ToStatistics();
    }

    /// <summary>Ledoit and Wolf (2004), lemma 3.2 and equation 14, with sums over the rows themselves.</summary>
    private static (double[] Mean, double[,] Covariance) LedoitWolf(double[][] z)
    {
        int n = z.Length;
        double[] mean = [z.Average(row => row[0]), z.Average(row => row[1])];
        double[][] centred = [.. z.Select(row => new[] { row[0] - mean[0], row[1] - mean[1] })];
        double[,] s = new double[2, 2];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
                s[i, j] = centred.Average(row => row[i] * row[j]);
        }
        double m = (s[0, 0] + s[1, 1]) / 2;
        double d2 = Squares((i, j) => s[i, j] - (i == j ? m : 0));
        double b2 = Math.Min(centred.Sum(row => Squares((i, j) => row[i] * row[j] - s[i, j])) / ((double)n * n), d2);
        double share = b2 / d2;
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
                s[i, j] = (1 - share) * s[i, j] + (i == j ? share * m + 1e-6 : 0);
        }
        return (mean, s);

        static double Squares(Func<int, int, double> entry) =>
            Enumerable.Range(0, 4).Sum(k => Math.Pow(entry(k / 2, k % 2), 2));
    }
}
