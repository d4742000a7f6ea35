using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Training;

/// <summary>
/// All of a fit that changes from step to step, as values alone: a fit that is resumed from them ends as if it had never been interrupted.
/// Whatever else a fit draws at random depends only on its seed and on where it stands.
/// </summary>
internal sealed record FitState
{
    /// <summary>The epochs that ended.</summary>
    public required IReadOnlyList<TrainingEpoch> History { get; init; }

    /// <summary>Rows done of the epoch after them; 0 between epochs.</summary>
    public required long RowsDone { get; init; }

    /// <summary>The losses of those rows.</summary>
    public required LossSums Sums { get; init; }

    /// <summary>Optimizer steps of the whole fit.</summary>
    public required long Steps { get; init; }

    /// <summary>What the learning-rate schedule has counted; null when it counts nothing.</summary>
    public required PlateauState? LearningRate { get; init; }

    /// <summary>What early stopping has counted; null without it.</summary>
    public required PlateauState? Stopping { get; init; }

    /// <summary>Rows seen in the whole fit.</summary>
    public required long RowsSeen { get; init; }

    /// <summary>Whether any two of them differ.</summary>
    public required bool RowsDiffer { get; init; }

    /// <summary>Processes that made the fit.</summary>
    public int Ranks { get; init; } = 1;

    /// <summary>The best weights so far; null when the fit keeps none.</summary>
    public required BestWeights? Best { get; init; }

    /// <summary>The network's weights and buffers.</summary>
    public required IReadOnlyList<(string Name, Tensor Tensor)> Weights { get; init; }

    /// <summary>What the optimizer remembers between steps.</summary>
    public required IReadOnlyList<(string Name, Tensor Tensor)> OptimizerMemory { get; init; }

    /// <summary>The state of the generator that draws the noise.</summary>
    public required Tensor Generator { get; init; }

    /// <summary>The same state before the first row of the epoch that was under way.</summary>
    public FitState AtEpochStart() => this with { RowsDone = 0, Sums = default };

    /// <summary>The same state for other rows, without what was measured on the old ones.</summary>
    public FitState ForOtherRows() => this with
    {
        RowsDone = 0,
        Sums = default,
        Best = null,
        Stopping = null,
        LearningRate = LearningRate is { } rate ? rate with { Lowest = double.PositiveInfinity, EpochsWithout = 0 } : null,
    };
}
