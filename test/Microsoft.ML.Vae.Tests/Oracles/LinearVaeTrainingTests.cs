using Microsoft.ML.Vae.Networks;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Oracles;

[Trait("kind", "oracle")]
public sealed class LinearVaeTrainingTests(ITestOutputHelper output)
{
    private const int LatentDimension = 16;

    /// <summary>
    /// The network, the likelihood, the divergence and the evaluation are the library's; the loop is this test's own, since it takes the
    /// expectation over q in closed form where a fit draws z.
    /// </summary>
    [MnistFact]
    public void Adam_ExpectationInClosedForm_ReachesTheOptimumWithTwelveActiveUnits()
    {
        var context = new MLContext();
        VaeNetwork network = LinearVae.Network(LatentDimension);
        MnistDescent.Train(network, LinearVae.Loss);
        using VaeTransformer model = Models.Transformer(context, network, Likelihood.Gaussian(), ScalarType.Byte);

        double gap = LinearVae.MeanLoss(network) - LinearVae.Optimum(LatentDimension);
        output.WriteLine($"Gap to the optimum {gap:F4}");
        gap.ShouldBeInRange(-0.001, 0.06);   // no weights are better than the optimum (rounding); what 29 epochs of Adam leave
        model.Evaluate(Mnist.View(context, Mnist.Train)).ActiveUnits.ShouldBe(12);   // as many as eigenvalues exceed 1
    }
}
