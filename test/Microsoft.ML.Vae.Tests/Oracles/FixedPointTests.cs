using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>Losses of grey MNIST's test set that follow from the pixels alone, reproduced by networks whose weights are set by hand.</summary>
[Trait("kind", "oracle")]
public sealed class FixedPointTests
{
    private const double LargestLogit = 30;

    private readonly MLContext _context = new();

    [MnistFact, Trait("trap", "7")]
    public void BernoulliLikelihood_PerfectReconstruction_StillCostsThePixelsEntropy()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = PixelStatistics.Pixels(Mnist.Test, 0, Mnist.Test.Count).to(ScalarType.Float32).div_(255);   // [N, D]
        Tensor logits = (x.log() - x.neg().add_(1).log()).clamp(-LargestLogit, LargestLogit);                  // [N, D]
        double floor = Likelihood.Bernoulli.NegativeLogLikelihood(logits, x).mean().item<float>();
        floor.ShouldBe(45.53, 0.006);   // its last digit, and single precision
    }

    [MnistFact, Trait("trap", "7")]
    public void Evaluate_CollapsedPosterior_CostsTheBestConstantImage()
    {
        using VaeTransformer model = Constant(Likelihood.Bernoulli, Array.ConvertAll(PixelStatistics.Mean, Logit));
        VaeMetrics metrics = model.Evaluate(Mnist.View(_context, Mnist.Test), sampleSeed: 1);

        metrics.ReconstructionLoss.ShouldBe(205.82, 0.02);   // a few pixels are lit in the test set only, so it depends a little on LargestLogit
        metrics.KlDivergence.ShouldBe(0, 1e-6);
        metrics.ActiveUnits.ShouldBe(0);
    }

    [MnistFact]
    public void Evaluate_MeanImageUnderGaussian_HasThePixelsVariance()
    {
        using VaeTransformer model = Constant(Likelihood.Gaussian(), PixelStatistics.Mean);
        VaeMetrics metrics = model.Evaluate(Mnist.View(_context, Mnist.Test));
        SquaredErrorPerPixel(metrics).ShouldBe(0.06747, 0.00001);   // its last digit
    }

    [MnistTheory]
    [InlineData(2, 0.05567)]
    [InlineData(10, 0.03407)]
    [InlineData(20, 0.02354)]
    [InlineData(32, 0.01683)]
    public void Evaluate_PrincipalComponentsAsWeights_HaveTheirKnownError(int components, double expected)
    {
        double[][] directions = [.. Enumerable.Range(0, components).Select(j => PixelStatistics.Direction(j).ToArray())];   // [Z][D]
        VaeNetwork network = LinearVae.Network(components);
        Dictionary<string, Tensor> weights = network.state_dict();
        TensorValues.Set(weights["encoder.mean.weight"], directions.SelectMany(row => row));
        TensorValues.Set(weights["encoder.mean.bias"], directions.Select(row => -row.Zip(PixelStatistics.Mean, (u, m) => u * m).Sum()));
        TensorValues.Set(weights["decoder.output.weight"], Enumerable.Range(0, Mnist.PixelCount).SelectMany(i => directions.Select(row => row[i])));
        TensorValues.Set(weights["decoder.output.bias"], PixelStatistics.Mean);

        using VaeTransformer model = Models.Transformer(_context, network, Likelihood.Gaussian(), ScalarType.Byte);
        SquaredErrorPerPixel(model.Evaluate(Mnist.View(_context, Mnist.Test))).ShouldBe(expected, 0.00001);   // its last digit
    }

    private static double SquaredErrorPerPixel(VaeMetrics metrics) => 2 * (metrics.ReconstructionLoss - LinearVae.Constant) / Mnist.PixelCount;

    /// <summary>A model that ignores its input: q is the prior and the decoder always gives the same output.</summary>
    private VaeTransformer Constant(Likelihood likelihood, double[] output)
    {
        VaeNetwork network = LinearVae.Network(4);
        foreach (Tensor parameter in network.state_dict().Values)
            parameter.bytes.Clear();
        TensorValues.Set(network.state_dict()["decoder.output.bias"], output);
        return Models.Transformer(_context, network, likelihood, ScalarType.Byte);
    }

    private static double Logit(double mean) => Math.Clamp(Math.Log(mean / (1 - mean)), -LargestLogit, LargestLogit);
}
