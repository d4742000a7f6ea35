using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Training;

/// <summary>What batches change in a network without a gradient, such as running averages, as it was at some time.</summary>
internal sealed class BufferCopies : IDisposable
{
    private readonly (Tensor Buffer, Tensor Copy)[] _buffers;

    public BufferCopies(VaeNetwork network)
    {
        using IDisposable noGradient = no_grad();
        _buffers = [.. network.buffers().Select(buffer => (buffer, buffer.clone().DetachFromDisposeScope()))];
    }

    /// <summary>Copies them as they are now.</summary>
    public void Take()
    {
        using IDisposable noGradient = no_grad();
        foreach ((Tensor buffer, Tensor copy) in _buffers)
            copy.copy_(buffer);
    }

    /// <summary>Makes them what they were.</summary>
    public void Restore()
    {
        using IDisposable noGradient = no_grad();
        foreach ((Tensor buffer, Tensor copy) in _buffers)
            buffer.copy_(copy);
    }

    public void Dispose()
    {
        foreach ((_, Tensor copy) in _buffers)
            copy.Dispose();
    }
}
