using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>p(x = 1|z) = sigmoid(logit), from logits so that nothing overflows.</summary>
internal sealed class BernoulliLikelihood : Likelihood
{
    private static readonly Scalar _minusOne = -1;

    internal override PixelDomain PixelDomain { get; } = new(0f, 1f, "the Bernoulli likelihood",
        "Fit with PixelScaling (PixelScaling.ByteToUnit for 0..255) or with Likelihood.Gaussian(), or scale and clip the column before");

    // log(1 + exp l) - x l. The first term is log(exp l + exp 0), for which TorchSharp makes no temporary scalars, as it does for softplus
    // from 0.105 on; binary_cross_entropy_with_logits says the same in more passes over memory.
    internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x) => PixelLosses(decoded, x).sum(1);   // [B]

    /// <summary>A grey pixel's own entropy: no λ gives less than λ = x.</summary>
    internal override Tensor LeastPixelLosses(Tensor decoded, Tensor x) => Entropy(x);   // -> [B, D]

    internal override Tensor PixelExcess(Tensor decoded, Tensor x) =>   // -> [B, D]
        (PixelLosses(decoded, x) - Entropy(x)).clamp_min_(Scalars.Zero);

    internal override RowLoss RowLoss { get; } = new PixelLoss<CrossEntropy>(default);

    internal override Tensor Mean(Tensor decoded) => decoded.sigmoid();   // [B, D]

    /// <inheritdoc/>
    public override string ToString() => "Bernoulli";

    /// <summary>−x log x − (1 − x) log(1 − x).</summary>
    internal static Tensor Entropy(Tensor x) =>   // [B, D] -> [B, D]
        special.entr(x).add_(special.entr(x.neg().add_(Scalars.One, Scalars.One)), Scalars.One);

    internal override Tensor PixelLosses(Tensor decoded, Tensor x) =>   // -> [B, D]
        decoded.logaddexp(zeros(1, decoded.dtype, decoded.device)).addcmul(x, decoded, _minusOne);
}
