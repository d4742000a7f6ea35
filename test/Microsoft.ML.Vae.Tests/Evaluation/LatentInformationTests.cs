using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Tests.Likelihoods;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Evaluation;

public class LatentInformationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(150)]   // more than one block of draws
    public void Estimate_RandomPosteriors_EqualsPlainDoubles(int samples)
    {
        double[][] mean = Singles(LikelihoodRunner.Random(new Random(1), 100, 3, -2, 2)), logVariance = Singles(LikelihoodRunner.Random(new Random(2), 100, 3, -3, 0));
        (double information, double correlation) = Estimate(mean, logVariance, samples);
        (double expectedInformation, double expectedCorrelation) = Reference(mean, logVariance, SampleReplication(mean, logVariance, samples));
        information.ShouldBe(expectedInformation, 1e-9);   // doubles throughout
        correlation.ShouldBe(expectedCorrelation, 1e-9);
    }

    [Fact]
    public void Estimate_OnePosteriorForAllRows_IsZero()
    {
        (double information, double correlation) = Estimate([.. Enumerable.Repeat(new[] { 0.5, -1 }, 20)], [.. Enumerable.Repeat(new[] { -1.0, 0.5 }, 20)], 50);
        information.ShouldBe(0, 1e-12);
        correlation.ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Estimate_PosteriorsFarApart_IsTheLogarithmOfTheirNumber()
    {
        double[][] mean = [.. Enumerable.Range(0, 8).Select(i => new[] { 100.0 * i, 50.0 * i })];   // either dimension tells the row
        (double information, double correlation) = Estimate(mean, [.. mean.Select(_ => new double[2])], 80);
        information.ShouldBe(Math.Log(8), 1e-9);
        correlation.ShouldBe(Math.Log(8), 1e-9);   // −log 8 + 2 log 8
    }

    [Fact]
    public void Estimate_ManyRows_GoesBlockByBlock()
    {
        double[][] mean = [.. Enumerable.Range(0, 40_000).Select(i => new[] { (double)(i % 2), 0 })];
        double[][] logVariance = [.. mean.Select(_ => new[] { -20.0, 0 })];
        (double information, double correlation) = Estimate(mean, logVariance, 64);   // 64 · 40,000 · 2 numbers are more than one block
        information.ShouldBe(Math.Log(2), 1e-6);
        correlation.ShouldBe(0, 1e-6);
    }

    private static (double, double) Estimate(double[][] mean, double[][] logVariance, int samples)
    {
        using DisposeScope scope = NewDisposeScope();
        using var noise = new Generator(3, CPU);
        var information = new LatentInformation(mean[0].Length);
        int half = mean.Length / 2;
        information.Add(TensorValues.Matrix(mean[..half]), TensorValues.Matrix(logVariance[..half]));
        information.Add(TensorValues.Matrix(mean[half..]), TensorValues.Matrix(logVariance[half..]));
        return information.Estimate(samples, noise);
    }

    /// <summary>The rows and codes that the estimate takes: rows spread evenly, the generator's numbers in blocks of 64 draws.</summary>
    private static (int Row, double[] Z)[] SampleReplication(double[][] mean, double[][] logVariance, int samples)
    {
        using DisposeScope scope = NewDisposeScope();
        using var noise = new Generator(3, CPU);
        int size = mean[0].Length;
        double[] epsilon = [.. Enumerable.Range(0, (samples + 63) / 64).SelectMany(block =>
            TensorValues.ToDoubles(randn(Math.Min(64, samples - 64 * block), size, generator: noise)))];
        return [.. Enumerable.Range(0, samples).Select(s =>
        {
            int row = s * mean.Length / samples;
            return (row, Enumerable.Range(0, size).Select(j => mean[row][j] + Math.Exp(logVariance[row][j] / 2) * epsilon[s * size + j]).ToArray());
        })];
    }

    private static (double Information, double Correlation) Reference(double[][] mean, double[][] logVariance, (int Row, double[] Z)[] draws)
    {
        double Density(int row, int j, double z) =>
            Math.Exp(-0.5 * Math.Pow(z - mean[row][j], 2) / Math.Exp(logVariance[row][j])) / Math.Sqrt(2 * Math.PI * Math.Exp(logVariance[row][j]));
        (double information, double correlation) = (0, 0);
        foreach ((int row, double[] z) in draws)
        {
            double Product(int k) => z.Select((value, j) => Density(k, j, value)).Aggregate(1.0, (a, b) => a * b);
            double joint = Math.Log(Enumerable.Range(0, mean.Length).Average(Product));
            double marginals = z.Select((value, j) => Math.Log(Enumerable.Range(0, mean.Length).Average(k => Density(k, j, value)))).Sum();
            information += (Math.Log(Product(row)) - joint) / draws.Length;
            correlation += (joint - marginals) / draws.Length;
        }
        return (information, correlation);
    }

    private static double[][] Singles(double[][] values) => [.. values.Select(row => Array.ConvertAll(row, value => (double)(float)value))];
}
