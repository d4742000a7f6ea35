using Microsoft.ML.Vae.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Objectives;

[Trait("trap", "20")]
public class TotalCorrelationObjectiveTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 7)]
    [InlineData(5, 5)]
    [InlineData(128, 60_000)]
    [InlineData(60, 60_000)]
    public void LogWeights_EveryRow_HasOneOverNAtItsOwnPlaceAndSumsToOne(int batchSize, int rowCount)
    {
        double[] weights = Weights(batchSize, rowCount);
        double m = batchSize - 1, n = rowCount;
        for (int i = 0; i < batchSize; i++)
        {
            double[] row = weights[(i * batchSize)..((i + 1) * batchSize)];
            row[i].ShouldBe(1 / n, 1e-6 / n);   // single precision, and so below
            row.Sum().ShouldBe(1, 1e-5);
            row[(i + 1) % batchSize].ShouldBe((n - m) / (n * m), 1e-5 / m);
            row.Count(weight => Math.Abs(weight - 1 / m) < 1e-6 / m).ShouldBeGreaterThanOrEqualTo(batchSize - 2);
        }
    }

    [Fact, Trait("trap", "14")]
    public void LogWeights_OneRow_IsItself() => Weights(1, 500).ShouldBe([1]);

    [Fact]
    public void Decompose_RandomPosteriors_EqualsPlainDoubles()
    {
        using var batch = new KnownBatch(6, 3);
        (double Information, double Correlation, double DimensionWise)[] expected = Reference(batch, rowCount: 50);
        using DisposeScope scope = NewDisposeScope();
        DivergenceParts parts = Decompose(batch, 50);
        double[] information = TensorValues.ToDoubles(parts.MutualInformation.detach());
        double[] correlation = TensorValues.ToDoubles(parts.TotalCorrelation.detach());
        double[] dimensionWise = TensorValues.ToDoubles(parts.DimensionWise.detach());
        for (int i = 0; i < 6; i++)
        {
            information[i].ShouldBe(expected[i].Information, 2e-5);   // single precision of sums around 10
            correlation[i].ShouldBe(expected[i].Correlation, 2e-5);
            dimensionWise[i].ShouldBe(expected[i].DimensionWise, 2e-5);
        }
    }

    [Theory]
    [InlineData(50)]
    [InlineData(100_000)]
    public void Decompose_ItsParts_AddUpToTheSampledDivergence(int rowCount)
    {
        using var batch = new KnownBatch(6, 3);
        using DisposeScope scope = NewDisposeScope();
        DivergenceParts parts = Decompose(batch, rowCount);
        double[] sum = TensorValues.ToDoubles((parts.MutualInformation + parts.TotalCorrelation + parts.DimensionWise).detach());
        double[][] z = batch.Latent;
        for (int i = 0; i < 6; i++)
        {
            double sampled = z[i].Select((value, j) => LogNormal(value, batch.Mean[i][j], batch.LogVariance[i][j]) - LogNormal(value, 0, 0)).Sum();
            sum[i].ShouldBe(sampled, 2e-5);   // single precision of sums around 10
        }
    }

    [Fact]
    public void Loss_AnyWeights_IsTheirSum()
    {
        using var batch = new KnownBatch(6, 3);
        var expected = Reference(batch, rowCount: 50);
        double loss = batch.Reconstruction.Average()
            + expected.Average(part => 0.5 * part.Information + 6 * part.Correlation + 2 * part.DimensionWise);
        batch.Loss(Objective.TotalCorrelation(beta: 6, alpha: 0.5, gamma: 2), new TrainingPosition(0, 50)).ShouldBe(loss, 1e-4);   // single precision of about 60
    }

    [Fact, Trait("trap", "14")]
    public void Loss_OneRow_IsTheSampledElbo()
    {
        using var batch = new KnownBatch(1, 3);
        double[] z = batch.Latent[0];
        double sampled = z.Select((value, j) => LogNormal(value, batch.Mean[0][j], batch.LogVariance[0][j]) - LogNormal(value, 0, 0)).Sum();
        batch.Loss(Objective.TotalCorrelation(beta: 9), new TrainingPosition(0, 50)).ShouldBe(batch.Reconstruction[0] + sampled, 1e-4);
    }

    private static double[] Weights(int batchSize, int rowCount)
    {
        using DisposeScope scope = NewDisposeScope();
        return TensorValues.ToDoubles(TotalCorrelationObjective.LogWeights(batchSize, rowCount).exp());
    }

    private static DivergenceParts Decompose(KnownBatch batch, int rowCount)
    {
        ObjectiveBatch tensors = batch.Tensors();
        return TotalCorrelationObjective.Decompose(
            tensors.Latent, tensors.Mean, tensors.LogVariance!, TotalCorrelationObjective.LogWeights(batch.Mean.Length, rowCount));
    }

    /// <summary>From the definitions, densities instead of their logarithms.</summary>
    private static (double Information, double Correlation, double DimensionWise)[] Reference(KnownBatch batch, double rowCount)
    {
        int rows = batch.Mean.Length;
        double m = rows - 1;
        double[][] z = batch.Latent;
        return [.. Enumerable.Range(0, rows).Select(i =>
        {
            double Weight(int k) => k == i ? 1 / rowCount : k == (i + 1) % rows ? (rowCount - m) / (rowCount * m) : 1 / m;
            double Density(int k, int j) => Math.Exp(LogNormal(z[i][j], batch.Mean[k][j], batch.LogVariance[k][j]));
            int[] all = [.. Enumerable.Range(0, rows)], dimensions = [.. Enumerable.Range(0, z[i].Length)];
            double joint = Math.Log(all.Sum(k => Weight(k) * dimensions.Aggregate(1.0, (product, j) => product * Density(k, j))));
            double marginals = dimensions.Sum(j => Math.Log(all.Sum(k => Weight(k) * Density(k, j))));
            double posterior = dimensions.Sum(j => Math.Log(Density(i, j)));
            return (posterior - joint, joint - marginals, marginals - dimensions.Sum(j => LogNormal(z[i][j], 0, 0)));
        })];
    }

    private static double LogNormal(double z, double mean, double logVariance) =>
        -0.5 * (Math.Pow(z - mean, 2) / Math.Exp(logVariance) + logVariance + Math.Log(2 * Math.PI));
}
