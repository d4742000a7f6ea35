using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>
/// The density of the pixels that are not missing (Nazábal et al., "Handling Incomplete Heterogeneous Data using VAEs", 2020): pixels are
/// independent given z, so the others add nothing.
/// </summary>
/// <param name="whole">The density of a row without missing pixels.</param>
internal sealed class ObservedLikelihood(Likelihood whole) : Likelihood
{
    /// <summary>The density of a row without missing pixels.</summary>
    public Likelihood Whole => whole;

    internal override PixelDomain PixelDomain => whole.PixelDomain;

    internal override PixelVariance PixelVariance => whole.PixelVariance;

    internal override RowLoss? RowLoss => whole.RowLoss is { } loss ? new ObservedLoss(loss, PixelVariance) : null;

    internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x) => PixelLosses(decoded, x).sum(1);   // [B]

    internal override Tensor PixelLosses(Tensor decoded, Tensor x) => Observed(whole.PixelLosses, decoded, x);   // -> [B, D]

    internal override Tensor LeastPixelLosses(Tensor decoded, Tensor x) => Observed(whole.LeastPixelLosses, decoded, x);   // -> [B, D]

    internal override Tensor PixelExcess(Tensor decoded, Tensor x) => Observed(whole.PixelExcess, decoded, x);   // -> [B, D]

    internal override Tensor Mean(Tensor decoded) => whole.Mean(decoded);   // -> [B, D]

    /// <inheritdoc/>
    public override string ToString() => whole.ToString()!;

    // Where a pixel is missing, 0 takes its place first, so that no gradient becomes NaN.
    private static Tensor Observed(Func<Tensor, Tensor, Tensor> losses, Tensor decoded, Tensor x)   // -> [B, D]
    {
        Tensor missing = x.isnan();                                                        // [B, D]
        Tensor all = losses(decoded, x.masked_fill(missing, Scalars.Zero)).expand_as(x);   // [B, D]
        return all.masked_fill(missing, Scalars.Zero);
    }
}
