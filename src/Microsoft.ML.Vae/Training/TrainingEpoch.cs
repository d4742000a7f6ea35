namespace Microsoft.ML.Vae;

/// <summary>
/// The losses of one epoch of a fit; see <see cref="VaeTransformer.History"/>. They are means in nats per row; those of the training rows
/// are taken while the weights change, with z sampled.
/// </summary>
public sealed record TrainingEpoch
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Training rows seen.</summary>
    public required long Rows { get; init; }

    /// <summary>-log p(x|z) of the training rows, summed over the pixels.</summary>
    public required double ReconstructionLoss { get; init; }

    /// <summary>KL(q(z|x) ‖ p(z)) of the training rows, summed over the latent dimensions.</summary>
    public required double KlDivergence { get; init; }

    /// <summary>-log p(x|z) of the validation rows at the epoch's end, z sampled; null without them.</summary>
    public double? ValidationReconstructionLoss { get; init; }

    /// <summary>KL(q(z|x) ‖ p(z)) of the validation rows at the epoch's end; null without them.</summary>
    public double? ValidationKlDivergence { get; init; }

    /// <summary>
    /// What the model made of the same latents and rows at the epoch's end; null unless <see cref="VaeOptions.SnapshotSamples"/> asked for
    /// it, and in a model that was loaded or an epoch that was resumed.
    /// </summary>
    public TrainingSnapshot? Snapshot { get; init; }

    /// <summary>The negative ELBO of the training rows, with β = 1 whatever they were trained with.</summary>
    public double NegativeElbo => ReconstructionLoss + KlDivergence;

    /// <summary>The same of the validation rows; null without them.</summary>
    public double? ValidationNegativeElbo => ValidationReconstructionLoss + ValidationKlDivergence;

    /// <summary>The number by which epochs compare: the validation rows' when there are any.</summary>
    internal double Criterion => ValidationNegativeElbo ?? NegativeElbo;
}
