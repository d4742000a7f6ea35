using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Training;

/// <summary>A copy of a network's weights at its best so far.</summary>
internal sealed class WeightsSnapshot(VaeNetwork network) : IDisposable
{
    private List<Tensor> _copies = [];
    private double _criterion = double.PositiveInfinity;

    /// <summary>The epoch that the kept weights ended; 0 when none are kept.</summary>
    public int Epoch { get; private set; }

    /// <summary>Keeps the current weights if the number they reach is the lowest so far.</summary>
    public void Offer(TrainingEpoch epoch)
    {
        if (epoch.Criterion >= _criterion)
            return;
        (_criterion, Epoch) = (epoch.Criterion, epoch.Epoch);
        Dispose();
        using IDisposable noGradient = no_grad();
        _copies = [.. network.state_dict().Values.Select(tensor => tensor.clone().DetachFromDisposeScope())];
    }

    /// <summary>Lets the next weights be the best, whatever came before; what is kept stays until then.</summary>
    public void ForgetCriterion() => _criterion = double.PositiveInfinity;

    /// <summary>Puts the kept weights back, if any were kept.</summary>
    public void Restore()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        foreach ((Tensor tensor, Tensor copy) in network.state_dict().Values.Zip(_copies))
            tensor.copy_(copy);
    }

    public void Dispose() => _copies.ForEach(copy => copy.Dispose());
}
