using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>
/// The probability of each of 256 grey levels x = 0, 1/255, …, 1 under a logistic distribution with the decoder's output m as its mean and
/// one fixed scale s, the levels black and white taking its tails (Salimans et al., "PixelCNN++", 2017, with one component):
/// P(x|z) = σ(a) − σ(b), a = (x + h/2 − m) / s, b = (x − h/2 − m) / s, h = 1/255.
/// </summary>
internal sealed class DiscretizedLogisticLikelihood : Likelihood
{
    internal const double SmallestScale = Level;
    internal const double LargestScale = 1;

    private const int Levels = 255;
    private const double Level = 1.0 / Levels;   // h

    private static readonly double _deviationToScale = Math.Sqrt(3) / Math.PI;
    private static readonly Scalar _halfLevel = Level / 2;
    private static readonly Scalar _topEdge = 1 - Level / 2;

    private readonly Scalar _inverseScale;      // 1 / s
    private readonly Scalar _scale;             // s
    private readonly Scalar _minusLogWidth;     // −log(1 − exp(−h/s))
    private readonly Scalar _sumCorrection;     // h² / (24 s)

    public DiscretizedLogisticLikelihood(double scale)
    {
        Scale = Guard.InRange(scale, SmallestScale, LargestScale);
        _scale = scale;
        _inverseScale = 1 / scale;
        _minusLogWidth = -Math.Log(1 - Math.Exp(-Level / scale));
        _sumCorrection = Level * Level / (24 * scale);
    }

    public double Scale { get; }

    internal override double? FixedDeviation => Scale / _deviationToScale;

    internal override string CodeFor(double deviation) => FormattableString.Invariant(
        $"Likelihood.DiscretizedLogistic({Math.Clamp(deviation * _deviationToScale, SmallestScale, LargestScale):G2})");

    internal override PixelDomain PixelDomain => new(0f, 1f, $"the {this} likelihood",
        "Give it 8-bit pixels, as Vector<Byte> or with PixelScaling.ByteToUnit, or use Likelihood.ContinuousBernoulli")
    {
        Steps = Levels,
    };

    // σ(a) − σ(b) = σ(a) σ(−b) (1 − exp(b − a)), of which white lacks the first and black the second factor, and both lack the third: no
    // difference of nearly equal numbers is taken.
    internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x) => PixelLosses(decoded, x).sum(1);   // [B]

    /// <summary>0 for black and white, which means beyond them make certain; otherwise that of m = x: −log tanh(h / 4s).</summary>
    internal override Tensor LeastPixelLosses(Tensor decoded, Tensor x)   // -> [B, D]
    {
        using Scalar between = -Math.Log(Math.Tanh(Level / (4 * Scale)));
        return (IsNotWhite(x) * IsNotBlack(x)).mul_(between);
    }

    internal override Tensor PixelExcess(Tensor decoded, Tensor x) =>   // -> [B, D]
        (PixelLosses(decoded, x) - LeastPixelLosses(decoded, x)).clamp_min_(Scalars.Zero);

    internal override Tensor PixelLosses(Tensor decoded, Tensor x)   // -> [B, D]
    {
        Tensor error = x - decoded;                                                                 // [B, D]
        Tensor upper = error.add(_halfLevel, Scalars.One).mul_(_inverseScale);                      // [B, D], a
        Tensor lower = error.sub(_halfLevel).mul_(_inverseScale);                                   // [B, D], b
        Tensor isNotWhite = IsNotWhite(x);                                                          // [B, D]
        Tensor isNotBlack = IsNotBlack(x);                                                          // [B, D]
        Tensor factors = (Softplus(upper.neg()) * isNotWhite).add(Softplus(lower) * isNotBlack, Scalars.One);   // [B, D]
        return factors.addcmul(isNotWhite, isNotBlack, _minusLogWidth);                             // [B, D]
    }

    /// <summary>
    /// E[x|z] = h Σ P(x ≥ j h), j = 1..255: a sum of σ((m − t) / s) at the middles of 255 equal parts of [0, 1]. By Euler and Maclaurin it
    /// is the integral and a term from each end; for s ≥ h what is left out is below 1e-6.
    /// </summary>
    internal override Tensor Mean(Tensor decoded)   // [B, D] -> [B, D]
    {
        Tensor atBlack = decoded.mul(_inverseScale);                       // [B, D], m / s
        Tensor atWhite = decoded.sub(Scalars.One).mul_(_inverseScale);     // [B, D], (m − 1) / s
        Tensor integral = (Softplus(atBlack) - Softplus(atWhite)).mul_(_scale);        // [B, D]
        Tensor ends = (Slope(atWhite) - Slope(atBlack)).mul_(_sumCorrection);          // [B, D]
        return integral.add(ends, Scalars.One);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"DiscretizedLogistic(s = {Scale})");

    private static Tensor IsNotWhite(Tensor x) => x.lt(_topEdge).to(ScalarType.Float32);   // [B, D]

    private static Tensor IsNotBlack(Tensor x) => x.gt(_halfLevel).to(ScalarType.Float32);   // [B, D]

    private static Tensor Softplus(Tensor t) => t.logaddexp(zeros(1, t.dtype, t.device));   // [B, D], log(1 + exp t)

    private static Tensor Slope(Tensor t) => t.sigmoid() * t.neg().sigmoid();   // [B, D], dσ/dt
}
