using Microsoft.ML.Vae.Networks;
using TorchSharp;
using TorchSharp.Modules;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Oracles;

public sealed class LinearVaeTrainingTests(ITestOutputHelper output)
{
    private const int LatentDimension = 16;
    private const int Epochs = 120;
    private const int BatchSize = 1000;

    /// <summary>
    /// The network, the likelihood, the divergence and the evaluation are the library's; the loop is this test's own, since it takes the
    /// expectation over q in closed form where a fit draws z.
    /// </summary>
    [MnistFact]
    public void Adam_ExpectationInClosedForm_ReachesTheOptimumWithTwelveActiveUnits()
    {
        var context = new MLContext();
        VaeNetwork network = LinearVae.Network(LatentDimension);
        Train(network);
        using VaeTransformer model = Models.Transformer(context, network, Likelihood.Gaussian(), ScalarType.Byte);

        double gap = LinearVae.MeanLoss(network) - LinearVae.Optimum(LatentDimension);
        output.WriteLine($"Gap to the optimum {gap:F4}");
        gap.ShouldBeInRange(-0.001, 0.06);   // no weights are better than the optimum (rounding); what 120 epochs of Adam leave
        model.Evaluate(Mnist.View(context, Mnist.Train)).ActiveUnits.ShouldBe(12);   // as many as eigenvalues exceed 1
    }

    private static void Train(VaeNetwork network)
    {
        using DisposeScope scope = NewDisposeScope();
        using Adam optimizer = optim.Adam(network.parameters(), 1e-3);
        Tensor images = PixelStatistics.Pixels(Mnist.Train, 0, Mnist.Train.Count).to(ScalarType.Float32).div_(255);   // [N, D]
        var random = new Random(1);
        long[] order = [.. Enumerable.Range(0, Mnist.Train.Count).Select(i => (long)i)];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            for (int first = 0; first < order.Length; first += BatchSize)
                Step(network, optimizer, images, order[first..(first + BatchSize)]);
        }
    }

    private static void Step(VaeNetwork network, Adam optimizer, Tensor images, long[] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = images.index_select(0, tensor(rows));   // [B, D]
        network.zero_grad();
        LinearVae.Loss(network, x).mean().backward();
        optimizer.step();
    }
}
