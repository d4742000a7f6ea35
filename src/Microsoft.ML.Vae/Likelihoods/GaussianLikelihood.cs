using System.Globalization;

namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>x|z ~ N(decoder output, σ²) with one fixed σ.</summary>
internal sealed class GaussianLikelihood : Likelihood
{
    internal const double SmallestStandardDeviation = 1e-4;
    internal const double LargestStandardDeviation = 1e4;

    private readonly Scalar _halfPrecision;   // 1 / (2σ²)

    public GaussianLikelihood(double standardDeviation)
    {
        StandardDeviation = Guard.InRange(standardDeviation, SmallestStandardDeviation, LargestStandardDeviation);
        LogNormalizer = Math.Log(standardDeviation) + 0.5 * Math.Log(2 * Math.PI);
        _halfPrecision = 0.5 / (standardDeviation * standardDeviation);
    }

    public double StandardDeviation { get; }

    /// <summary>log σ + ½ log 2π, per pixel.</summary>
    internal double LogNormalizer { get; }

    internal override double? FixedDeviation => StandardDeviation;

    internal override string CodeFor(double deviation) => FormattableString.Invariant(
        $"Likelihood.Gaussian({Math.Clamp(deviation, SmallestStandardDeviation, LargestStandardDeviation):G2})");

    internal override RowLoss RowLoss =>
        new PixelLoss<HalfSquare>(default, 1 / (StandardDeviation * StandardDeviation), LogNormalizer);

    internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x)
    {
        using Scalar constant = LogNormalizer * x.size(1);
        Tensor error = x - decoded;                                             // [B, D]
        return (error * error).sum(1).mul_(_halfPrecision).add_(constant, Scalars.One);   // [B]
    }

    internal override Tensor LeastPixelLosses(Tensor decoded, Tensor x)   // at m = x, -> [B, D]
    {
        using Scalar constant = LogNormalizer;
        return full_like(x, constant);
    }

    internal override Tensor PixelExcess(Tensor decoded, Tensor x)   // [B, D],[B, D] -> [B, D]
    {
        Tensor error = x - decoded;   // [B, D]
        return (error * error).mul_(_halfPrecision);
    }

    internal override Tensor Mean(Tensor decoded) => decoded;   // [B, D]

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Gaussian(σ = {StandardDeviation})");
}
