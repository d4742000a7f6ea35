namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>p(x|z) = exp(−|x − m| / b) / (2b) with the decoder's output m and one fixed b.</summary>
internal sealed class LaplaceLikelihood(double scale) : Likelihood
{
    internal const double SmallestScale = 1e-4;
    internal const double LargestScale = 1e4;

    private readonly double _logNormalizer = Math.Log(2 * scale);   // per pixel
    private readonly Scalar _inverseScale = 1 / scale;

    public double Scale { get; } = Guard.InRange(scale, SmallestScale, LargestScale);

    internal override double? FixedDeviation => Math.Sqrt(2) * Scale;

    internal override string CodeFor(double deviation) => FormattableString.Invariant(
        $"Likelihood.Laplace({Math.Clamp(deviation / Math.Sqrt(2), SmallestScale, LargestScale):G2})");

    internal override RowLoss RowLoss => new PixelLoss<Distance>(default, 1 / Scale, _logNormalizer);

    internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x)
    {
        using Scalar constant = _logNormalizer * x.size(1);
        return (x - decoded).abs().sum(1).mul_(_inverseScale).add_(constant, Scalars.One);   // [B]
    }

    internal override Tensor LeastPixelLosses(Tensor decoded, Tensor x)   // at m = x, -> [B, D]
    {
        using Scalar constant = _logNormalizer;
        return full_like(x, constant);
    }

    internal override Tensor PixelExcess(Tensor decoded, Tensor x) => (x - decoded).abs().mul_(_inverseScale);   // -> [B, D]

    internal override Tensor Mean(Tensor decoded) => decoded;   // [B, D]

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Laplace(b = {Scale})");
}
