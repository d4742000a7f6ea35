namespace Microsoft.ML.Vae.Scores;

/// <summary>−log p(x|z) above its least, with or without the divergence.</summary>
internal sealed class ExcessScore(bool withDivergence) : AnomalyScore
{
    public bool WithDivergence => withDivergence;

    internal override Tensor Rows(ScoredRows rows)   // -> [B]
    {
        Tensor excess = rows.Excess.sum(1);   // [B]
        return withDivergence ? excess.add(rows.Divergence, Scalars.One) : excess;
    }

    internal override Tensor Slots(ScoredRows rows) => rows.Excess;   // -> [B, D]

    /// <inheritdoc/>
    public override string ToString() => withDivergence ? nameof(Excess) : nameof(ReconstructionError);
}
