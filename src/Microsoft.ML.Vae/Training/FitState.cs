using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Optimizers;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Training;

/// <summary>
/// All of a fit that changes from step to step: a fit that goes on from a copy of this cannot be told from one that was never interrupted. What else a
/// fit draws at random depends on its seed and on where it stands alone.
/// </summary>
internal sealed class FitState : IDisposable
{
    public FitState(VaeOptions options, VaeNetwork network, bool isValidated)
    {
        Network = network;
        RestoresBest = options.RestoreBestWeights ?? (isValidated || options.EarlyStopping is not null);
        bool keepsBest = RestoresBest || options.OnCancellation == CancellationBehavior.KeepBest || options.OnDivergence == DivergenceBehavior.KeepBest;
        Best = keepsBest ? new WeightsSnapshot(network) : null;
        Stopping = options.EarlyStopping?.Start();
    }

    public VaeNetwork Network { get; }

    /// <summary>The optimizer with its memory.</summary>
    public required GradientDescent Descent { get; init; }

    /// <summary>Draws the noise.</summary>
    public required Generator Noise { get; init; }

    /// <summary>Makes the steps and sums the losses.</summary>
    public required ITrainingEngine Engine { get; init; }

    public required LearningRate Rate { get; init; }

    /// <summary>Deals the rows out.</summary>
    public required EpochRunner Runner { get; init; }

    /// <summary>Whether the fit ends with its best weights.</summary>
    public bool RestoresBest { get; }

    /// <summary>The best weights so far; null when nobody will ask for them.</summary>
    public WeightsSnapshot? Best { get; }

    /// <summary>Watches for the early end; null without one.</summary>
    public PlateauCounter? Stopping { get; }

    /// <summary>The epochs that ended.</summary>
    public List<TrainingEpoch> History { get; } = [];

    /// <summary>Rows done of the epoch after them; 0 between epochs.</summary>
    public long RowsDone { get; set; }

    public void Dispose() => Best?.Dispose();
}
