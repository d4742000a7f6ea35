namespace Microsoft.ML.Vae.Objectives;

/// <summary>
/// The squared maximum mean discrepancy between two samples, E k(a, a′) + E k(b, b′) − 2 E k(a, b) (Gretton et al., "A Kernel Two-Sample
/// Test", 2012).
/// </summary>
internal static class MaximumMeanDiscrepancy
{
    private static readonly Scalar _zero = 0;
    private static readonly Scalar _minusOne = -1;
    private static readonly Scalar _minusTwo = -2;

    /// <summary>The unbiased U-statistic, which compares no latent with itself and can be negative. Each sample needs two rows.</summary>
    public static Tensor Unbiased(Tensor a, Tensor b, MmdKernel kernel)   // [A, Z],[B, Z] -> []
    {
        long n = a.size(0), m = b.size(0);
        using Scalar pairsOfA = 1.0 / (n * (n - 1)), pairsOfB = 1.0 / (m * (m - 1)), selfOfA = -n, selfOfB = -m;   // k(a, a) = 1, n times
        Tensor withinA = Kernel(a, a, kernel).sum().add(selfOfA, Scalars.One).mul(pairsOfA);   // []
        Tensor withinB = Kernel(b, b, kernel).sum().add(selfOfB, Scalars.One).mul(pairsOfB);   // []
        return withinA.add(withinB, Scalars.One).add(Kernel(a, b, kernel).mean(), _minusTwo);  // []
    }

    /// <summary>The V-statistic over all pairs, self-pairs included: never negative, but too large by about (1 − E k)(1/A + 1/B).</summary>
    public static Tensor Biased(Tensor a, Tensor b, MmdKernel kernel) =>   // [A, Z],[B, Z] -> []
        Kernel(a, a, kernel).mean().add(Kernel(b, b, kernel).mean(), Scalars.One).add(Kernel(a, b, kernel).mean(), _minusTwo);

    /// <summary>The kernel of every pair.</summary>
    public static Tensor Kernel(Tensor a, Tensor b, MmdKernel kernel)   // [A, Z],[B, Z] -> [A, B]
    {
        double c = 2.0 * a.size(1);
        Tensor distance = SquaredDistance(a, b);                                  // [A, B]
        using Scalar perWidth = 1 / c;
        Tensor scaled = distance.mul(perWidth);                                   // [A, B]
        return kernel == MmdKernel.Gaussian ? scaled.neg().exp() : scaled.add(Scalars.One, Scalars.One).pow(_minusOne);
    }

    // ‖a‖² + ‖b‖² − 2 a·b needs A · B elements, where the differences would need Z times as many; rounding can make it negative.
    private static Tensor SquaredDistance(Tensor a, Tensor b)   // [A, Z],[B, Z] -> [A, B]
    {
        Tensor lengths = (a * a).sum(1, keepdim: true).add((b * b).sum(1), Scalars.One);   // [A, B]
        return lengths.add(a.mm(b.t()), _minusTwo).clamp_min(_zero);
    }
}
