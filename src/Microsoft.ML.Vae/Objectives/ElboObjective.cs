namespace Microsoft.ML.Vae.Objectives;

/// <summary>
/// The evidence lower bound of Kingma and Welling, "Auto-Encoding Variational Bayes" (2014), with the weight β of Higgins et al.,
/// "beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework" (2017).
/// </summary>
internal sealed class ElboObjective(BetaSchedule beta) : Objective, IWeightedDivergence
{
    internal override double WarmupEpochs => beta.WarmupEpochs;

    internal override bool IsMeanOfRows => true;

    /// <summary>β once it stays the same.</summary>
    public double FinalBeta => beta.Final;

    public bool DependsOnBatch => false;

    public void Weigh(TrainingPosition position, ReadOnlySpan<double> divergence, Span<float> weights) =>
        weights.Fill((float)beta.At(position));

    internal override Tensor Loss(ObjectiveBatch batch, TrainingPosition position)
    {
        using Scalar weight = beta.At(position);
        return PerRow(batch.Reconstruction, batch.Divergence, weight).mean();   // []
    }

    /// <inheritdoc/>
    public override string ToString() => $"ELBO with {beta}";

    /// <summary>−log p(x|z) + β KL.</summary>
    internal static Tensor PerRow(Tensor reconstruction, Tensor divergence, Scalar beta) =>   // [B],[B] -> [B]
        reconstruction.add(divergence, beta);
}
