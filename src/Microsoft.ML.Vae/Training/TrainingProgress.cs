namespace Microsoft.ML.Vae;

/// <summary>Where a fit stands; see <see cref="VaeOptions.Progress"/>. Losses are running means over the epoch, in nats per row.</summary>
public sealed class TrainingProgress
{
    /// <summary>The current epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs of the whole fit.</summary>
    public required int Epochs { get; init; }

    /// <summary>Rows done in this epoch.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows per epoch; null while the first pass over data of unknown length is under way.</summary>
    public required long? RowCount { get; init; }

    /// <summary>Whether this report closes its epoch.</summary>
    public required bool IsEpochEnd { get; init; }

    /// <summary>Why the fit ended, in its last report, which follows that of the last epoch; null before.</summary>
    public TrainingStopReason? End { get; init; }

    /// <summary>Reconstruction loss + KL divergence (both with weight 1, whatever β is), z sampled.</summary>
    public double NegativeElbo => ReconstructionLoss + KlDivergence;

    /// <summary>-log p(x|z), summed over the pixels, full density.</summary>
    public required double ReconstructionLoss { get; init; }

    /// <summary>KL(q(z|x) ‖ p(z)), summed over the latent dimensions.</summary>
    public required double KlDivergence { get; init; }

    /// <summary>The negative ELBO on the validation rows; null but at an epoch's end, and without validation rows.</summary>
    public double? ValidationNegativeElbo { get; init; }

    /// <summary>Training rows per second in this epoch, reading and shuffling included.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>Time since the first step of the fit.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The last report of a fit: where it stood, and why it goes no further.</summary>
    internal TrainingProgress EndedBy(TrainingStopReason end, TimeSpan elapsed) => new()
    {
        Epoch = Epoch,
        Epochs = Epochs,
        Rows = Rows,
        RowCount = RowCount,
        IsEpochEnd = false,
        End = end,
        ReconstructionLoss = ReconstructionLoss,
        KlDivergence = KlDivergence,
        RowsPerSecond = RowsPerSecond,
        Elapsed = elapsed,
    };
}
