using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Distributed;
using TorchSharp.Modules;

namespace Microsoft.ML.Vae.Optimizers;

/// <summary>The gradients of all parameters one after the other, to be added up over processes in place.</summary>
internal sealed unsafe class FlatGradients : IDisposable
{
    private readonly Tensor _flat;

    public FlatGradients(IReadOnlyList<Parameter> parameters, StepExchange exchange)
    {
        Exchange = exchange;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        _flat = zeros(parameters.Sum(parameter => parameter.numel()), ScalarType.Float32, CPU).DetachFromDisposeScope();
        long start = 0;
        foreach (Parameter parameter in parameters)
        {
            parameter.grad = _flat.narrow(0, start, parameter.numel()).view(parameter.shape);   // the backward pass adds to it
            start += parameter.numel();
        }
    }

    public StepExchange Exchange { get; }

    /// <summary>Forgets them, for the next backward pass to add to zeros.</summary>
    public void Reset()
    {
        using IDisposable noGradient = no_grad();
        _flat.zero_();
    }

    /// <summary>From this process's share of the gradients of a full step to the gradients of the mean over the rows of all.</summary>
    /// <returns>Whether there were any rows.</returns>
    public bool Sum(int rows, double reconstruction, double divergence)
    {
        using IDisposable noGradient = no_grad();
        if (!Exchange.Tell(rows, reconstruction, divergence))
            return false;
        using Scalar factor = Exchange.Factor;
        if (rows > 0 && Exchange.Factor != 1)
            _flat.mul_(factor);
        Exchange.Sum((float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(_flat.bytes)), _flat.numel());
        return true;
    }

    public void Dispose() => _flat.Dispose();
}
