using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Distributed;

namespace Microsoft.ML.Vae.Scores;

/// <summary>
/// The mean and the covariance of latents, the latter shrunk towards a multiple of the identity (Ledoit and Wolf, "A well-conditioned
/// estimator for large-dimensional covariance matrices", 2004), from sums over one pass.
/// </summary>
internal sealed class LatentMoments(int size) : IDisposable
{
    // Where all latents are the same, as in a collapsed model, the covariance is 0.
    private const double SmallestVariance = 1e-6;

    private readonly Tensor _sum = Zeros(size);                   // [Z], Σ z
    private readonly Tensor _products = Zeros(size, size);        // [Z, Z], Σ z zᵀ
    private readonly Tensor _weightedSum = Zeros(size);           // [Z], Σ ‖z‖² z
    private double _fourthPowers;                                 // Σ ‖z‖⁴
    private long _rows;

    /// <summary>Adds a batch. The caller has a dispose scope open.</summary>
    public void Add(Tensor latents)   // [B, Z]
    {
        Tensor z = latents.to(ScalarType.Float64).cpu();                // [B, Z]
        Tensor squares = (z * z).sum(1, keepdim: true);                 // [B, 1]
        _sum.add_(z.sum(0, type: ScalarType.Float64), Scalars.One);
        _products.add_(z.t().mm(z), Scalars.One);
        _weightedSum.add_((z * squares).sum(0, type: ScalarType.Float64), Scalars.One);
        _fourthPowers += (squares * squares).sum().item<double>();
        _rows += z.size(0);
    }

    /// <summary>Adds what the other processes found on their rows.</summary>
    public void Combine(RankGroup ranks)
    {
        double[] others = [_fourthPowers, _rows];
        ranks.Sum(others);
        (_fourthPowers, _rows) = (others[0], (long)others[1]);
        foreach (Tensor sum in (Tensor[])[_sum, _products, _weightedSum])
            ranks.Sum(MemoryMarshal.Cast<byte, double>(sum.bytes));
    }

    /// <summary>The mean and the inverse of the shrunk covariance.</summary>
    public ScoreStatistics ToStatistics()
    {
        using DisposeScope scope = NewDisposeScope();
        using Scalar count = _rows;
        Tensor mean = _sum / count;                                                                       // [Z]
        Tensor covariance = _products / count - mean.outer(mean);                                         // [Z, Z], S
        double variance = Math.Max(covariance.trace().item<double>() / size, 0);                          // m
        using Scalar target = variance;
        Tensor distance = covariance - eye(size, size, ScalarType.Float64) * target;                            // [Z, Z], S − m I
        double d2 = (distance * distance).sum().item<double>(), s2 = (covariance * covariance).sum().item<double>();
        double share = Shrinkage(d2, s2, mean, covariance);
        using Scalar kept = 1 - share, floor = share * variance + SmallestVariance;
        Tensor shrunk = (covariance * kept).add(eye(size, size, ScalarType.Float64) * floor, Scalars.One);  // [Z, Z]
        Tensor precision = linalg.inv(shrunk);                                                            // [Z, Z]
        return new ScoreStatistics { LatentMean = Values(mean), LatentPrecision = Values(precision) };
    }

    public void Dispose()
    {
        _sum.Dispose();
        _products.Dispose();
        _weightedSum.Dispose();
    }

    /// <summary>min(b², d²) / d² with d² = ‖S − m I‖² and b² = 1/n² Σ ‖c cᵀ − S‖² = (1/n Σ ‖c‖⁴ − ‖S‖²) / n, c = z − mean.</summary>
    private double Shrinkage(double d2, double s2, Tensor mean, Tensor covariance)
    {
        if (d2 <= 0)
            return 1;
        double b2 = (CentredFourthPower(mean, covariance) - s2) / _rows;
        return Math.Clamp(b2 / d2, 0, 1);
    }

    /// <summary>The mean of ‖z − m‖⁴, from the sums of powers of z.</summary>
    private double CentredFourthPower(Tensor mean, Tensor covariance)
    {
        double square = (mean * mean).sum().item<double>();                                       // ‖m‖²
        double total = covariance.trace().item<double>() + square;                                // the mean of ‖z‖²
        Tensor second = covariance.add(mean.outer(mean), Scalars.One);                            // [Z, Z]
        double along = mean.unsqueeze(0).mm(second).mm(mean.unsqueeze(1)).item<double>();         // of (m·z)²
        double third = (_weightedSum * mean).sum().item<double>() / _rows;                        // of ‖z‖² m·z
        return _fourthPowers / _rows + 4 * along - 4 * third + 2 * square * total - 3 * square * square;
    }

    private static Tensor Zeros(params long[] shape) => zeros(shape, ScalarType.Float64, CPU).DetachFromDisposeScope();

    private static double[] Values(Tensor values) => MemoryMarshal.Cast<byte, double>(values.contiguous().bytes).ToArray();
}
