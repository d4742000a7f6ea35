using TorchSharp.PInvoke;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What a module of batch normalization keeps.</summary>
internal sealed class BatchStatistics(double eps, double momentum, bool tracks) : IDisposable
{
    internal OwnedTensor? Weight;
    internal OwnedTensor? Bias;
    internal OwnedTensor? Mean;
    internal OwnedTensor? Variance;
    internal OwnedTensor? Batches;

    internal Tensor Normalize(Tensor input, bool training)
    {
        if (training && Batches is not null)
        {
            using var batches = Batches.Buffer();
            batches.add_(1);
        }
        var result = NativeMethods.ts_nn_batch_norm(input.Handle, OwnedTensor.HandleOf(Mean), OwnedTensor.HandleOf(Variance),
            OwnedTensor.HandleOf(Weight), OwnedTensor.HandleOf(Bias), training || !tracks, momentum, eps);
        return Made(result, input, this);
    }

    internal void Reset()
    {
        using var noGrad = no_grad();
        using var mean = Mean?.Buffer();
        using var variance = Variance?.Buffer();
        using var batches = Batches?.Buffer();
        mean?.zero_();
        variance?.fill_(1);
        batches?.zero_();
    }

    internal void Move(ScalarType? dtype, Device? device)
    {
        foreach (var owned in All())
            owned?.Move(dtype, device);
    }

    public void Dispose()
    {
        foreach (var owned in All())
            owned?.Dispose();
    }

    private OwnedTensor?[] All() => [Weight, Bias, Mean, Variance, Batches];
}
