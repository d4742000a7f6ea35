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
    internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x) =>
        decoded.logaddexp(zeros(1, decoded.dtype, decoded.device)).addcmul(x, decoded, _minusOne).sum(1);   // [B]

    internal override RowLoss RowLoss { get; } = new PixelLoss<CrossEntropy>(default);

    internal override Tensor Mean(Tensor decoded) => decoded.sigmoid();   // [B, D]

    /// <inheritdoc/>
    public override string ToString() => "Bernoulli";
}
