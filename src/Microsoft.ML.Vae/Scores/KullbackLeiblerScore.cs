namespace Microsoft.ML.Vae.Scores;

/// <summary>KL(q(z|x) ‖ p(z)), which belongs to no slot.</summary>
internal sealed class KullbackLeiblerScore : AnomalyScore
{
    internal override bool NeedsPosterior => true;

    internal override bool HasContributions => false;

    internal override Tensor Rows(ScoredRows rows) => rows.Divergence;   // -> [B]

    internal override Tensor Slots(ScoredRows rows) => throw new NotSupportedException($"{this} has no slots.");

    /// <inheritdoc/>
    public override string ToString() => nameof(KullbackLeibler);
}
