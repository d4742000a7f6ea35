using Microsoft.ML.Vae.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>
/// Gradients and training on MNIST outside of a fit, for a loss [B, D] -> [B] that takes the expectation over q in closed form where a fit draws z.
/// </summary>
internal static class MnistDescent
{
    private const int BatchSize = 1000;
    private const int LargeBatchSize = 10_000;

    /// <summary>The largest element of the mean loss's gradient.</summary>
    public static double LargestGradient(VaeNetwork network, Func<VaeNetwork, Tensor, Tensor> loss)
    {
        network.zero_grad();
        for (int first = 0; first < Mnist.Train.Count; first += LargeBatchSize)
        {
            using DisposeScope scope = NewDisposeScope();
            loss(network, Pixels(first, LargeBatchSize)).sum().div(Mnist.Train.Count).backward();
        }
        return network.parameters().Max(parameter => TensorValues.ToDoubles(parameter.grad!).Max(Math.Abs));
    }

    public static double MeanLoss(VaeNetwork network, Func<VaeNetwork, Tensor, Tensor> loss)
    {
        using IDisposable inference = inference_mode();
        double sum = 0;
        for (int first = 0; first < Mnist.Train.Count; first += LargeBatchSize)
        {
            using DisposeScope scope = NewDisposeScope();
            sum += loss(network, Pixels(first, LargeBatchSize)).sum(ScalarType.Float64).item<double>();
        }
        return sum / Mnist.Train.Count;
    }

    /// <summary>Adam.</summary>
    public static void Train(VaeNetwork network, Func<VaeNetwork, Tensor, Tensor> loss, int epochs, double learningRate)
    {
        using DisposeScope scope = NewDisposeScope();
        using Adam optimizer = optim.Adam(network.parameters(), learningRate);
        Tensor images = Pixels(0, Mnist.Train.Count);   // [N, D]
        var random = new Random(1);
        long[] order = [.. Enumerable.Range(0, Mnist.Train.Count).Select(i => (long)i)];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            for (int first = 0; first < order.Length; first += BatchSize)
            {
                using DisposeScope step = NewDisposeScope();
                Tensor x = images.index_select(0, tensor(order[first..(first + BatchSize)]));   // [B, D]
                network.zero_grad();
                loss(network, x).mean().backward();
                optimizer.step();
            }
        }
    }

    private static Tensor Pixels(int first, int count) => PixelStatistics.Pixels(Mnist.Train, first, count).to(ScalarType.Float32).div_(255);   // [B, D]
}
