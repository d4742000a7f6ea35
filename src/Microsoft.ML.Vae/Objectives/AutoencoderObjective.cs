using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Objectives;

/// <summary>The reconstruction loss alone, with deterministic latents (Hinton and Salakhutdinov, 2006).</summary>
internal sealed class AutoencoderObjective : Objective, IWeightedDivergence
{
    internal override BottleneckSpec Latent => BottleneckSpec.Point;

    internal override bool IsMeanOfRows => true;

    public bool DependsOnBatch => false;

    public void Weigh(TrainingPosition position, ReadOnlySpan<double> divergence, Span<float> weights) => weights.Clear();

    internal override Tensor Loss(ObjectiveBatch batch, TrainingPosition position) => batch.Reconstruction.mean();   // []

    /// <inheritdoc/>
    public override string ToString() => "Autoencoder";
}
