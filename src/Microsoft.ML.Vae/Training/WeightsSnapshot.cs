using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Training;

/// <summary>A copy of a network's weights at its best so far.</summary>
internal sealed class WeightsSnapshot(VaeNetwork network) : IDisposable
{
    private Dictionary<string, Tensor> _copies = [];

    /// <summary>The epoch that the kept weights ended; 0 when none are kept.</summary>
    public int Epoch { get; private set; }

    /// <summary>The number that the next weights must be below.</summary>
    public double Criterion { get; private set; } = double.PositiveInfinity;

    /// <summary>The kept weights by their names.</summary>
    public IReadOnlyDictionary<string, Tensor> Weights => _copies;

    /// <summary>Keeps the current weights if the number they reach is the lowest so far.</summary>
    public void Offer(TrainingEpoch epoch)
    {
        if (epoch.Criterion < Criterion)
            Keep(epoch.Epoch, epoch.Criterion, network.state_dict());
    }

    /// <summary>Keeps copies of weights, wherever they come from.</summary>
    public void Keep(int epoch, double criterion, IReadOnlyDictionary<string, Tensor> weights)
    {
        (Criterion, Epoch) = (criterion, epoch);
        Dispose();
        using IDisposable noGradient = no_grad();
        _copies = weights.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.clone().DetachFromDisposeScope());
    }

    /// <summary>Lets the next weights be the best, whatever came before; what is kept stays until then.</summary>
    public void ForgetCriterion() => Criterion = double.PositiveInfinity;

    /// <summary>Puts the kept weights back, if any were kept.</summary>
    public void Restore()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        if (Epoch == 0)
            return;
        foreach ((string name, Tensor target) in network.state_dict())
            target.copy_(_copies[name]);
    }

    public void Dispose()
    {
        foreach (Tensor copy in _copies.Values)
            copy.Dispose();
        _copies = [];
    }
}
