using static TorchSharp.torch;

namespace Microsoft.ML.Vae;

/// <summary>p(x = 1|z) = sigmoid(logit), from logits so that nothing overflows.</summary>
internal sealed class BernoulliLikelihood : Likelihood
{
    internal override (float Low, float High) Support => (0f, 1f);

    internal override string SupportRemedy =>
        "Set PixelScaling (PixelScaling.ByteToUnit for 0..255), scale the column, or use Likelihood.Gaussian()";

    internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x) =>
        nn.functional.binary_cross_entropy_with_logits(decoded, x, reduction: nn.Reduction.None).sum(1);   // [B]

    internal override Tensor Mean(Tensor decoded) => decoded.sigmoid();   // [B, D]

    /// <inheritdoc/>
    public override string ToString() => "Bernoulli";
}
