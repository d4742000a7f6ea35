using Microsoft.ML.Vae.Networks;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Oracles;

[Trait("kind", "oracle")]
public sealed class LinearVaeClosedFormTests(ITestOutputHelper output)
{
    private readonly MLContext _context = new();

    [MnistTheory]
    [InlineData(2, 24.4092)]
    [InlineData(8, 22.7951)]
    [InlineData(12, 22.7382)]
    [InlineData(16, 22.7382)]
    public void Optimum_OfTheCovariance_IsThePublishedOne(int latentDimension, double published) =>
        LinearVae.Optimum(latentDimension).ShouldBe(published, 0.0005);   // ours, in doubles, is 0.0002 above each: the precision in which the published one was computed

    [MnistTheory]
    [InlineData(2)]
    [InlineData(16)]
    public void Evaluate_ClosedFormWeights_IsTheOptimum(int latentDimension)
    {
        VaeNetwork network = LinearVae.Network(latentDimension);
        LinearVae.SetClosedForm(network);
        using VaeTransformer model = Models.Transformer(_context, network, Likelihood.Gaussian(), ScalarType.Byte);
        VaeMetrics metrics = model.Evaluate(Mnist.View(_context, Mnist.Train));

        // At the mean of q the decoder's share of q's variance is missing: ½ Σ σ²‖w‖² = ½ Σ (λ − 1) / λ.
        double spread = 0.5 * PixelStatistics.Eigenvalues.Take(latentDimension).Where(value => value > 1).Sum(value => (value - 1) / value);
        double loss = metrics.NegativeElbo + spread - LinearVae.Constant;
        loss.ShouldBe(LinearVae.Optimum(latentDimension), 0.001);   // single precision of 743 nats, the constant included
        metrics.ActiveUnits.ShouldBe(Math.Min(latentDimension, 12));
    }

    [MnistFact]
    public void Evaluate_ClosedFormWeightsWithSampledLatents_IsTheOptimumUpToTheNoise()
    {
        VaeNetwork network = LinearVae.Network(16);
        LinearVae.SetClosedForm(network);
        using VaeTransformer model = Models.Transformer(_context, network, Likelihood.Gaussian(), ScalarType.Byte);
        VaeMetrics metrics = model.Evaluate(Mnist.View(_context, Mnist.Train), sampleSeed: 3);
        // Given x, the noise moves one row's loss by about 4 nats: 0.016 in the mean of 60,000; four of those.
        (metrics.NegativeElbo - LinearVae.Constant).ShouldBe(LinearVae.Optimum(16), 0.07);
    }

    [MnistFact, Trait("trap", "1")]
    public void Gradient_AtTheClosedForm_Vanishes()
    {
        using DisposeScope scope = NewDisposeScope();
        using VaeNetwork network = LinearVae.Network(16);
        double fresh = MnistDescent.LargestGradient(network, LinearVae.Loss);
        LinearVae.SetClosedForm(network);
        double atTheOptimum = MnistDescent.LargestGradient(network, LinearVae.Loss);
        output.WriteLine($"Largest gradient {atTheOptimum:E1}, of fresh weights {fresh:E1}");
        // Single-precision rounding leaves about 1e-7; a KL of another form leaves gradients of order 1, as fresh weights do.
        atTheOptimum.ShouldBeLessThan(1e-5);
        fresh.ShouldBeGreaterThan(0.1);
    }
}
