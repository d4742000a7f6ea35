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

    /// <summary>Large steps first, small ones last: 29 epochs end as near to the optimum as 120 epochs at 1e-3.</summary>
    private static readonly (int Epochs, double LearningRate)[] _stages = [(12, 1e-2), (12, 3e-3), (5, 3e-4)];

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

    /// <summary>Adam, anew in each stage.</summary>
    public static void Train(VaeNetwork network, Func<VaeNetwork, Tensor, Tensor> loss)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor images = Pixels(0, Mnist.Train.Count);   // [N, D]
        var random = new Random(1);
        foreach ((int epochs, double learningRate) in _stages)
        {
            using Adam optimizer = optim.Adam(network.parameters(), learningRate);
            for (int epoch = 0; epoch < epochs; epoch++)
                TrainEpoch(network, loss, optimizer, images, random);
        }
    }

    private static void TrainEpoch(VaeNetwork network, Func<VaeNetwork, Tensor, Tensor> loss, Adam optimizer, Tensor images, Random random)
    {
        long[] order = [.. Enumerable.Range(0, Mnist.Train.Count).Select(i => (long)i)];
        random.Shuffle(order);
        foreach (long[] rows in order.Chunk(BatchSize))
        {
            using DisposeScope step = NewDisposeScope();
            Tensor x = images.index_select(0, tensor(rows));   // [B, D]
            network.zero_grad();
            loss(network, x).mean().backward();
            optimizer.step();
        }
    }

    private static Tensor Pixels(int first, int count) => PixelStatistics.Pixels(Mnist.Train, first, count).to(ScalarType.Float32).div_(255);   // [B, D]
}
