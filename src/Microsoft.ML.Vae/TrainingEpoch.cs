namespace Microsoft.ML.Vae;

/// <summary>
/// What one epoch of a fit came to; see <see cref="VaeTransformer.History"/>. Losses are means in nats per row; those of the training rows are
/// taken while the weights change, z sampled.
/// </summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Rows">Training rows seen.</param>
/// <param name="ReconstructionLoss">-log p(x|z) of the training rows.</param>
/// <param name="KullbackLeibler">KL(q(z|x) ‖ p(z)) of the training rows.</param>
/// <param name="ValidationReconstructionLoss">-log p(x|z) of the validation rows at the epoch's end, z sampled; null without them.</param>
/// <param name="ValidationKullbackLeibler">KL(q(z|x) ‖ p(z)) of the validation rows at the epoch's end; null without them.</param>
public sealed record TrainingEpoch(
    int Epoch,
    long Rows,
    double ReconstructionLoss,
    double KullbackLeibler,
    double? ValidationReconstructionLoss = null,
    double? ValidationKullbackLeibler = null)
{
    /// <summary>The negative ELBO of the training rows, with β = 1 whatever they were trained with.</summary>
    public double NegativeElbo => ReconstructionLoss + KullbackLeibler;

    /// <summary>The same of the validation rows; null without them.</summary>
    public double? ValidationNegativeElbo => ValidationReconstructionLoss + ValidationKullbackLeibler;

    /// <summary>The number by which epochs compare: the validation rows' when there are any.</summary>
    internal double Criterion => ValidationNegativeElbo ?? NegativeElbo;
}
