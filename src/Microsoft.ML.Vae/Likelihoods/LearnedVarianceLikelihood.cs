using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>
/// x|z ~ N(m, σ²) where log σ² comes with m, one for all pixels, trained or in closed form (the σ-VAE and the optimal σ-VAE of Rybkin et
/// al., 2021), or one for each (Kingma and Welling, 2014, appendix C.2). A floor under σ keeps the density of pixels that never vary from
/// growing without end.
/// </summary>
internal sealed class LearnedVarianceLikelihood : Likelihood
{
    internal const double SmallestFloor = 1e-4;
    internal const double LargestFloor = 1e4;

    internal const double HighestLogVariance = 20;

    private static readonly double _logTwoPi = Math.Log(2 * Math.PI);
    private static readonly Scalar _logTwoPiScalar = Math.Log(2 * Math.PI);
    private static readonly Scalar _half = 0.5;
    private static readonly Scalar _highest = HighestLogVariance;

    private readonly Scalar _lowest;   // 2 log σ_min

    public LearnedVarianceLikelihood(PixelVariance variance, double minimumStandardDeviation)
    {
        PixelVariance = variance;
        MinimumStandardDeviation = Guard.InRange(minimumStandardDeviation, SmallestFloor, LargestFloor);
        _lowest = 2 * Math.Log(minimumStandardDeviation);
    }

    public double MinimumStandardDeviation { get; }

    internal override PixelVariance PixelVariance { get; }

    // The mean squared error of a batch is known only after all of its rows.
    internal override RowLoss? RowLoss => PixelVariance == PixelVariance.Optimal ? null : new LearnedVarianceLoss(
        (float)(2 * Math.Log(MinimumStandardDeviation)), (float)HighestLogVariance, PixelVariance == PixelVariance.PerPixel);

    internal override double BoundLogVariance(double logVariance) =>
        Math.Clamp(logVariance, 2 * Math.Log(MinimumStandardDeviation), HighestLogVariance);

    internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x)   // [B, D + 1] or [B, 2D],[B, D] -> [B]
    {
        long size = x.size(1);
        using Scalar constant = 0.5 * size * _logTwoPi;
        Tensor error = x - decoded.narrow(1, 0, size);                                               // [B, D]
        Tensor logVariance = LogVariance(decoded, size);                                             // [B, 1] or [B, D]
        Tensor twice = (error * error * logVariance.neg().exp()).add(logVariance, Scalars.One);      // [B, D]
        return twice.sum(1).mul(_half).add(constant, Scalars.One);                                   // [B]
    }

    internal override Tensor LeastPixelLosses(Tensor decoded, Tensor x) =>   // at m = x, -> [B, 1] or [B, D]
        LogVariance(decoded, x.size(1)).add(_logTwoPiScalar, Scalars.One).mul_(_half);

    internal override Tensor PixelExcess(Tensor decoded, Tensor x)   // [B, D + 1] or [B, 2D],[B, D] -> [B, D]
    {
        Tensor error = x - decoded.narrow(1, 0, x.size(1));                                      // [B, D]
        return (error * error * LogVariance(decoded, x.size(1)).neg().exp()).mul_(_half);
    }

    internal override Tensor Mean(Tensor decoded) =>   // [B, D + 1] or [B, 2D] -> [B, D]
        decoded.narrow(1, 0, PixelVariance == PixelVariance.PerPixel ? decoded.size(1) / 2 : decoded.size(1) - 1);

    /// <summary>log σ², above the floor and below 20.</summary>
    private Tensor LogVariance(Tensor decoded, long size) =>   // [B, D + 1] or [B, 2D] -> [B, 1] or [B, D]
        LogVarianceBound.Apply(decoded.narrow(1, size, decoded.size(1) - size), _lowest, _highest);

    /// <inheritdoc/>
    public override string ToString() => PixelVariance == PixelVariance.Optimal
        ? FormattableString.Invariant($"{nameof(GaussianWithOptimalVariance)}(σ ≥ {MinimumStandardDeviation})")
        : FormattableString.Invariant(
            $"{nameof(GaussianWithLearnedVariance)}({Kind}σ ≥ {MinimumStandardDeviation})");

    private string Kind => PixelVariance == PixelVariance.PerPixel ? "per pixel, " : "";
}
