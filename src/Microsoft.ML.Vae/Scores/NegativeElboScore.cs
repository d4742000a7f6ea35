namespace Microsoft.ML.Vae.Scores;

/// <summary>The negative ELBO (Kingma and Welling, "Auto-Encoding Variational Bayes", 2014) at z = mean.</summary>
internal sealed class NegativeElboScore : AnomalyScore
{
    internal override Tensor Rows(ScoredRows rows) => rows.Losses.add(rows.Divergence, Scalars.One);   // -> [B]

    internal override Tensor Slots(ScoredRows rows) => rows.PixelLosses;   // -> [B, D]

    /// <inheritdoc/>
    public override string ToString() => nameof(NegativeElbo);
}
