using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Training;

/// <summary>A copy of a network's weights at its best so far.</summary>
internal sealed class WeightsSnapshot(VaeNetwork network) : IDisposable
{
    private List<Tensor> _copies = [];
    private double _criterion = double.PositiveInfinity;

    /// <summary>Keeps the current weights if the number they reach is the lowest so far.</summary>
    public void Offer(double criterion)
    {
        if (criterion >= _criterion)
            return;
        _criterion = criterion;
        Dispose();
        using IDisposable noGradient = no_grad();
        _copies = [.. network.parameters().Select(parameter => parameter.clone().DetachFromDisposeScope())];
    }

    /// <summary>Puts the kept weights back, if any were kept.</summary>
    public void Restore()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        foreach ((Tensor parameter, Tensor copy) in network.parameters().Zip(_copies))
            parameter.copy_(copy);
    }

    public void Dispose() => _copies.ForEach(copy => copy.Dispose());
}
