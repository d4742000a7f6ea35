using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Bench;

/// <summary>The usual training loop, on data that is one tensor beforehand.</summary>
internal sealed class PlainTraining(string name, Func<PlainVae> network, Func<IEnumerable<byte[]>> images, bool warmAllocator = false)
    : Variant(name, "rows/s")
{
    private const int WarmingBytes = 16 << 20;

    public override double Measure()
    {
        if (warmAllocator)
            empty(WarmingBytes, ScalarType.Byte).Dispose();
        using Tensor rows = Rows.Tensor([.. images()]);   // [N, D]
        using PlainVae model = network();
        using optim.Optimizer optimizer = optim.Adam(model.parameters(), lr: 1e-3);
        using IEnumerator<Tensor> batches = Batches(rows.size(0)).GetEnumerator();
        return DenseNetwork.BatchSize * Speed.Of(() =>
        {
            using DisposeScope scope = NewDisposeScope();
            batches.MoveNext();
            Step(model, optimizer, rows.index_select(0, batches.Current));
        });
    }

    private static void Step(PlainVae model, optim.Optimizer optimizer, Tensor x)   // [B, D]
    {
        optimizer.zero_grad();
        (Tensor logits, Tensor mean, Tensor logVariance) = model.call(x);
        Tensor reconstruction = nn.functional.binary_cross_entropy_with_logits(logits, x, reduction: nn.Reduction.Sum);
        Tensor divergence = -0.5 * (1 + logVariance - mean.pow(2) - logVariance.exp()).sum();
        Tensor loss = (reconstruction + divergence) / x.size(0);
        loss.backward();
        optimizer.step();
        loss.item<float>();
    }

    /// <summary>Row numbers, shuffled anew in each epoch; a last, smaller batch is left out.</summary>
    private static IEnumerable<Tensor> Batches(long count)
    {
        while (true)
        {
            using Tensor order = randperm(count).DetachFromDisposeScope();
            for (long first = 0; first + DenseNetwork.BatchSize <= count; first += DenseNetwork.BatchSize)
                yield return order.narrow(0, first, DenseNetwork.BatchSize);
        }
    }
}
