namespace Microsoft.ML.Vae.Objectives;

/// <summary>A linearly rising target C for the divergence (Burgess et al., "Understanding disentangling in β-VAE", 2018, eq. 8).</summary>
internal sealed class CapacityObjective(double gamma, double nats, double epochs) : Objective, IWeightedDivergence
{
    internal override double WarmupEpochs => epochs;

    public bool DependsOnBatch => true;

    public void Weigh(TrainingPosition position, ReadOnlySpan<double> divergence, Span<float> weights)
    {
        double total = 0;
        foreach (double part in divergence)
            total += part;
        weights.Fill((float)(gamma * Math.Sign(total - CapacityAt(position))));
    }

    internal override Tensor Loss(ObjectiveBatch batch, TrainingPosition position)
    {
        using Scalar capacity = CapacityAt(position);
        using Scalar weight = gamma;
        return batch.Reconstruction.mean().add(Distance(batch.Divergence, capacity), weight);   // []
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{gamma} · |KL − C|, C up to {nats} nats in {epochs} epochs");

    /// <summary>C at a step.</summary>
    internal double CapacityAt(TrainingPosition position) => nats * Math.Min(1, position.Epochs / epochs);

    /// <summary>|KL − C| of the batch's mean divergence. It pulls towards C from both sides; a clamp would not from below.</summary>
    internal static Tensor Distance(Tensor divergence, Scalar capacity) =>   // [B] -> []
        divergence.mean().sub(capacity).abs();
}
