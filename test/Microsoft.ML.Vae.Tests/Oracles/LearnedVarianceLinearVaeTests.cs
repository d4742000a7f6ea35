using Microsoft.ML.Vae.Networks;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Oracles;

[Trait("kind", "oracle")]
public sealed class LearnedVarianceLinearVaeTests(ITestOutputHelper output)
{
    private readonly MLContext _context = new();

    [MnistTheory, Trait("trap", "11")]
    [InlineData(2)]
    [InlineData(16)]
    public void Evaluate_ClosedFormWeights_IsTheLogLikelihoodOfProbabilisticPca(int latentDimension)
    {
        VaeNetwork network = LearnedVarianceLinearVae.Network(latentDimension);
        LearnedVarianceLinearVae.SetClosedForm(network);
        using VaeTransformer model = Models.Transformer(_context, network, LearnedVarianceLinearVae.Likelihood, ScalarType.Byte);
        VaeMetrics metrics = model.Evaluate(Mnist.View(_context, Mnist.Train));

        // At the mean of q the decoder's share of q's variance is missing: ½ Σ s²‖w‖² / σ² = ½ Σ (λ − σ²) / λ.
        double variance = LearnedVarianceLinearVae.Variance(latentDimension);
        double spread = 0.5 * PixelStatistics.Eigenvalues.Take(latentDimension).Sum(value => (value - variance) / value);
        double optimum = LearnedVarianceLinearVae.Optimum(latentDimension);
        output.WriteLine($"σ² {variance:F6}, optimum {optimum:F4} nats, found {metrics.NegativeElbo + spread:F4}");
        (metrics.NegativeElbo + spread).ShouldBe(optimum, 0.005);   // single precision of sums of some 1,000 nats that cancel
        metrics.ActiveUnits.ShouldBe(latentDimension);              // all: each eigenvalue kept exceeds the mean of the discarded
        metrics.SquaredErrorPerPixel.ShouldBe(SquaredError(latentDimension, variance), 1e-5);
    }

    [MnistFact, Trait("trap", "11")]
    public void Gradient_AtTheClosedForm_VanishesForTheVarianceToo()
    {
        using DisposeScope scope = NewDisposeScope();
        using VaeNetwork network = LearnedVarianceLinearVae.Network(16);
        double fresh = MnistDescent.LargestGradient(network, LearnedVarianceLinearVae.Loss);
        LearnedVarianceLinearVae.SetClosedForm(network);
        double atTheOptimum = MnistDescent.LargestGradient(network, LearnedVarianceLinearVae.Loss);
        output.WriteLine($"Largest gradient {atTheOptimum:E1}, of fresh weights {fresh:E1}");
        // Terms are 1/σ² = 40 times those with σ = 1, and the variance's own gradient sums 784 of them; rounding leaves some 1e-4.
        atTheOptimum.ShouldBeLessThan(1e-3);
        fresh.ShouldBeGreaterThan(1);
    }

    [MnistFact]
    public void Adam_ExpectationInClosedForm_FindsTheMeanOfTheDiscardedEigenvalues()
    {
        const int LatentDimension = 8;
        using VaeNetwork network = LearnedVarianceLinearVae.Network(LatentDimension);
        MnistDescent.Train(network, LearnedVarianceLinearVae.Loss);

        double variance = LearnedVarianceLinearVae.VarianceOf(network), expected = LearnedVarianceLinearVae.Variance(LatentDimension);
        double gap = MnistDescent.MeanLoss(network, LearnedVarianceLinearVae.Loss) - LearnedVarianceLinearVae.Optimum(LatentDimension);
        output.WriteLine($"σ² {variance:F6}, expected {expected:F6}; gap to the optimum {gap:F3} nats");
        variance.ShouldBe(expected, 0.01 * expected);   // what 29 epochs of Adam leave
        gap.ShouldBeInRange(-0.01, 1.5);                // of some -150 nats: no weights are better than the optimum (rounding)
    }

    // Of the kept components the posterior's mean shrinks (1 − σ²/λ)², of the discarded nothing is reconstructed.
    private static double SquaredError(int kept, double variance) =>
        PixelStatistics.Eigenvalues.Select((value, i) => i < kept ? variance * variance / value : value).Sum() / Mnist.PixelCount;
}
