using Microsoft.ML.Vae.Objectives;
using Microsoft.ML.Vae.Tests.Likelihoods;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Objectives;

public class MaximumMeanDiscrepancyTests
{
    private static readonly double[][] _a = LikelihoodRunner.Random(new Random(1), 7, 3, -2, 1);
    private static readonly double[][] _b = LikelihoodRunner.Random(new Random(2), 9, 3, -1, 2);

    [Theory]
    [InlineData(MmdKernel.Gaussian)]
    [InlineData(MmdKernel.InverseMultiquadratic)]
    public void Unbiased_TwoSamples_EqualsTheUStatisticInPlainDoubles(MmdKernel kernel)
    {
        double within(double[][] s) => Pairs(s, s, kernel).Where(pair => pair.I != pair.J).Average(pair => pair.Value);
        double expected = within(_a) + within(_b) - 2 * Pairs(_a, _b, kernel).Average(pair => pair.Value);
        Run(MaximumMeanDiscrepancy.Unbiased, _a, _b, kernel).ShouldBe(expected, 1e-5);   // single precision of about 1
    }

    [Theory]
    [InlineData(MmdKernel.Gaussian)]
    [InlineData(MmdKernel.InverseMultiquadratic)]
    public void Biased_TwoSamples_EqualsTheVStatisticInPlainDoubles(MmdKernel kernel)
    {
        double mean(double[][] s, double[][] t) => Pairs(s, t, kernel).Average(pair => pair.Value);
        double expected = mean(_a, _a) + mean(_b, _b) - 2 * mean(_a, _b);
        Run(MaximumMeanDiscrepancy.Biased, _a, _b, kernel).ShouldBe(expected, 1e-5);   // single precision of about 1
        Run(MaximumMeanDiscrepancy.Biased, _a, _a, kernel).ShouldBe(0, 1e-6);
        Run(MaximumMeanDiscrepancy.Unbiased, _a, _a, kernel).ShouldBeLessThan(-0.01);  // a sample against itself: each point meets itself only across
    }

    [Theory]
    [InlineData(MmdKernel.Gaussian)]
    [InlineData(MmdKernel.InverseMultiquadratic)]
    public void Statistics_ManySamplesOfOneDistribution_AverageToZeroAndToTheStatedBias(MmdKernel kernel)
    {
        var random = new Random(5);
        double[][] Normal() => [.. Enumerable.Range(0, 10).Select(_ => new[] { Gaussian(random), Gaussian(random) })];
        var samples = Enumerable.Range(0, 400).Select(_ => (A: Normal(), B: Normal())).ToArray();

        // Either statistic scatters by about 0.05 from one pair of samples to the next: 0.0025 in the mean of 400; four of those.
        samples.Average(s => Run(MaximumMeanDiscrepancy.Unbiased, s.A, s.B, kernel)).ShouldBe(0, 0.01);
        double meanKernel = samples.Average(s => Pairs(s.A, s.B, kernel).Average(pair => pair.Value));
        samples.Average(s => Run(MaximumMeanDiscrepancy.Biased, s.A, s.B, kernel)).ShouldBe((1 - meanKernel) * 2 / 10, 0.01);
    }

    [Theory]
    [InlineData(MmdKernel.Gaussian)]
    [InlineData(MmdKernel.InverseMultiquadratic)]
    public void Kernel_Gradient_EqualsFiniteDifferences(MmdKernel kernel)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = TensorValues.Matrix(_a).requires_grad_();
        MaximumMeanDiscrepancy.Unbiased(a, TensorValues.Matrix(_b), kernel).backward();
        double[] gradient = TensorValues.ToDoubles(a.grad!);
        for (int i = 0; i < gradient.Length; i++)
        {
            double At(double shift)
            {
                double[][] moved = [.. _a.Select(row => row.ToArray())];
                moved[i / 3][i % 3] += shift;
                double within = Pairs(moved, moved, kernel).Where(pair => pair.I != pair.J).Average(pair => pair.Value);
                return within - 2 * Pairs(moved, _b, kernel).Average(pair => pair.Value);
            }
            gradient[i].ShouldBe((At(1e-4) - At(-1e-4)) / 2e-4, 1e-6);   // single precision of about 0.1
        }
    }

    [Fact]
    public void InfoVae_Loss_WeighsDivergenceAndDiscrepancy()
    {
        using var batch = new KnownBatch(9, 3);
        using var again = new Generator(7, CPU);   // the batch's own noise
        using DisposeScope scope = NewDisposeScope();
        double discrepancy = MaximumMeanDiscrepancy.Unbiased(TensorValues.Matrix(batch.Latent), randn(9, 3, generator: again), MmdKernel.Gaussian).item<float>();
        double expected = batch.Reconstruction.Average() + 0.75 * batch.Divergence.Average() + (0.25 + 30 - 1) * discrepancy;
        batch.Loss(Objective.InfoVae(alpha: 0.25, lambda: 30)).ShouldBe(expected, 1e-4);   // single precision of about 60
    }

    [Fact]
    public void WassersteinAutoencoder_Loss_HasNoDivergence()
    {
        using var batch = new KnownBatch(9, 3);
        using var again = new Generator(7, CPU);
        using DisposeScope scope = NewDisposeScope();
        double discrepancy = MaximumMeanDiscrepancy
            .Unbiased(TensorValues.Matrix(batch.Latent), randn(9, 3, generator: again), MmdKernel.InverseMultiquadratic).item<float>();
        batch.Loss(Objective.WassersteinAutoencoder(lambda: 30)).ShouldBe(batch.Reconstruction.Average() + 30 * discrepancy, 1e-4);
    }

    [Fact, Trait("trap", "14")]
    public void InfoVae_BatchOfOneRow_HasAFiniteLossAndGradient()
    {
        using var batch = new KnownBatch(1, 3);
        double.IsFinite(batch.Loss(Objective.InfoVae())).ShouldBeTrue();
        batch.Gradients(Objective.InfoVae()).Mean.ShouldAllBe(value => double.IsFinite(value) && value != 0);
    }

    private static double Run(Func<Tensor, Tensor, MmdKernel, Tensor> statistic, double[][] a, double[][] b, MmdKernel kernel)
    {
        using DisposeScope scope = NewDisposeScope();
        return statistic(TensorValues.Matrix(a), TensorValues.Matrix(b), kernel).item<float>();
    }

    private static IEnumerable<(int I, int J, double Value)> Pairs(double[][] a, double[][] b, MmdKernel kernel) =>
        a.SelectMany((x, i) => b.Select((y, j) => (i, j, Kernel(x, y, kernel))));

    private static double Kernel(double[] x, double[] y, MmdKernel kernel)
    {
        double distance = x.Zip(y, (p, q) => (p - q) * (p - q)).Sum(), c = 2 * x.Length;
        return kernel == MmdKernel.Gaussian ? Math.Exp(-distance / c) : c / (c + distance);
    }

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
