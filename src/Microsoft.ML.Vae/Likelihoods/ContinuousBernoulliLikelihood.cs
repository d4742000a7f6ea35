using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>
/// p(x|z) = C(λ) λˣ (1 − λ)¹⁻ˣ on [0, 1] with λ = sigmoid(l) and l the decoder's output (Loaiza-Ganem and Cunningham, 2019). In l, this is
/// exp(l x) / Z(l) with Z(l) = (exp l − 1) / l, which is smooth at l = 0, where λ = ½.
/// </summary>
internal sealed class ContinuousBernoulliLikelihood : Likelihood
{
    private static readonly Scalar _half = 0.5;
    private static readonly Scalar _minusOne = -1;
    private static readonly Scalar _two = 2;
    private static readonly Scalar _halfLevel = HalfLevel;
    private static readonly Scalar _topEdge = 1 - HalfLevel;
    private static readonly Scalar[] _langevin = Scalars.Of(Langevin);
    private static readonly Scalar[] _logPartitionSeries = Scalars.Of(LogPartitionSeries);
    private static readonly Scalar[] _meanSeries = Scalars.Of(MeanSeries);

    internal const double HalfLevel = 1.0 / 510;

    /// <summary>Of twice the inverse Langevin function times 1 − y², divided by y, in powers of y², highest power first.</summary>
    internal static double[] Langevin => [4.0 / 5, -2.0 / 5, -12.0 / 5, 6];

    /// <summary>Of log Z(l) − l/2 in powers of l²; what is left out is below 3e-8 at |l| = 1.</summary>
    internal static double[] LogPartitionSeries => [-1.0 / 9_676_800, 1.0 / 181_440, -1.0 / 2_880, 1.0 / 24];

    /// <summary>Of its slope.</summary>
    internal static double[] MeanSeries => [-1.0 / 1_209_600, 1.0 / 30_240, -1.0 / 720, 1.0 / 12];

    internal override PixelDomain PixelDomain { get; } = new(0f, 1f, "the continuous Bernoulli likelihood",
        "Set PixelScaling (PixelScaling.ByteToUnit for 0..255), scale the column, or use Likelihood.Gaussian()");

    internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x) => PixelLosses(decoded, x).sum(1);   // [B]

    /// <summary>
    /// That of the l whose mean is x. For black and white the density has no bound, so means are taken to be at least half a level of 8
    /// bits away from them.
    /// </summary>
    internal override Tensor LeastPixelLosses(Tensor decoded, Tensor x) =>   // -> [B, D]
        PixelLosses(LogOddsOf(x.clamp(_halfLevel, _topEdge)), x);

    internal override Tensor PixelExcess(Tensor decoded, Tensor x) =>   // -> [B, D]
        (PixelLosses(decoded, x) - LeastPixelLosses(decoded, x)).clamp_min_(Scalars.Zero);

    /// <summary>1 / (1 − exp(−l)) − 1/l, between 0 and 1.</summary>
    internal override Tensor Mean(Tensor decoded)   // [B, D] -> [B, D]
    {
        Tensor size = decoded.abs().clamp_min(Scalars.One);                                                          // [B, D]
        Tensor aboveHalf = OneMinusExp(size).pow(_minusOne) - size.pow(_minusOne).add(_half, Scalars.One);           // [B, D]
        Tensor byDefinition = decoded.sign() * aboveHalf;                                                            // [B, D]
        Tensor bySeries = Series(_meanSeries, decoded) * decoded;                                                    // [B, D]
        return bySeries.where(IsSmall(decoded), byDefinition).add(_half, Scalars.One);                               // [B, D]
    }

    /// <inheritdoc/>
    public override string ToString() => "ContinuousBernoulli";

    internal override Tensor PixelLosses(Tensor decoded, Tensor x) => LogPartition(decoded).addcmul(x, decoded, _minusOne);   // -> [B, D]

    /// <summary>
    /// The l whose mean is m: twice the inverse of Langevin's function at y = 2m − 1, approximately (3y − y (6y² + y⁴ − 2y⁶) / 5) /
    /// (1 − y²) (Kröger, "Simple, admissible, and accurate approximants of the inverse Langevin and Brillouin functions", 2015). Its
    /// relative error of at most 0.0028 changes the loss by less than 1e-5.
    /// </summary>
    private static Tensor LogOddsOf(Tensor mean)   // [B, D] -> [B, D]
    {
        Tensor y = mean.mul(_two).sub_(Scalars.One);                                                                 // [B, D]
        Tensor square = y * y;                                                                                       // [B, D]
        Tensor series = square.mul(_langevin[0]);                                                                    // [B, D]
        for (int i = 1; i < _langevin.Length - 1; i++)
            series = series.add_(_langevin[i], Scalars.One).mul_(square);
        Tensor rest = square.neg_().add_(Scalars.One, Scalars.One);                                                  // [B, D], 1 − y²
        return series.add_(_langevin[^1], Scalars.One).mul_(y).div_(rest);
    }

    /// <summary>log Z(l) = max(l, 0) + log((1 − exp(−|l|)) / |l|), or its series where |l| is below 1. Neither overflows where it is not
    /// used.</summary>
    private static Tensor LogPartition(Tensor l)   // [B, D] -> [B, D]
    {
        Tensor size = l.abs().clamp_min(Scalars.One);                                                  // [B, D]
        Tensor byDefinition = l.relu().add(OneMinusExp(size).log() - size.log(), Scalars.One);         // [B, D]
        Tensor square = Square(l);                                                                     // [B, D]
        Tensor bySeries = l.mul(_half).add(Series(_logPartitionSeries, l) * square, Scalars.One);      // [B, D]
        return bySeries.where(IsSmall(l), byDefinition);                                               // [B, D]
    }

    private static Tensor OneMinusExp(Tensor size) => size.neg().exp().neg().add(Scalars.One, Scalars.One);   // [B, D], 1 − exp(−|l|)

    private static Tensor Series(Scalar[] coefficients, Tensor l)   // [B, D], by Horner's rule in l², highest power first
    {
        Tensor square = Square(l);                     // [B, D]
        Tensor sum = square.mul(coefficients[0]);      // [B, D]
        for (int i = 1; i < coefficients.Length - 1; i++)
            sum = sum.add(coefficients[i], Scalars.One) * square;
        return sum.add(coefficients[^1], Scalars.One);
    }

    private static Tensor Square(Tensor l) => (l * l).clamp_max(Scalars.One);   // [B, D]

    private static Tensor IsSmall(Tensor l) => l.abs().lt(Scalars.One);   // [B, D]
}
