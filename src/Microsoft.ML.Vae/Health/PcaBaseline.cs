namespace Microsoft.ML.Vae.Health;

/// <summary>Principal component analysis (Pearson, 1901) as a baseline: no linear encoding of the same size reconstructs better.</summary>
internal static class PcaBaseline
{
    /// <summary>Pixels up to which the covariance is analyzed.</summary>
    public const int MaximumSize = 4096;

    // In double precision, all rows at once would take much memory.
    private const long PieceSize = 512;

    /// <summary>
    /// The mean squared error per pixel of rows that are projected on their first principal components: the sum of the other eigenvalues of
    /// their covariance, divided by the pixels.
    /// </summary>
    public static double SquaredErrorPerPixel(Tensor x, int components)   // [N, D] Float32, on the CPU
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        (long rows, long size) = (x.size(0), x.size(1));
        Tensor scatter = rows < size ? Gram(x) : Covariance(x);                    // [M, M] Float64, M the smaller of N and D
        (Tensor eigenvalues, _) = linalg.eigh(scatter);                            // [M], ascending
        Tensor others = eigenvalues.narrow(0, 0, Math.Max(0, scatter.size(0) - components));
        return Math.Max(0, others.sum().item<double>()) / ((double)rows * size);
    }

    /// <summary>The matrix with the same eigenvalues but for zeros, (x − mean)(x − mean)ᵀ, from a few columns at a time.</summary>
    private static Tensor Gram(Tensor x)   // [N, D] -> [N, N]
    {
        Tensor sum = zeros(x.size(0), x.size(0), ScalarType.Float64, x.device);              // [N, N]
        for (long first = 0; first < x.size(1); first += PieceSize)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor piece = x.narrow(1, first, Math.Min(PieceSize, x.size(1) - first)).to(ScalarType.Float64);   // [N, P]
            Tensor centred = piece - piece.mean([0], keepdim: true);                                            // [N, P]
            sum.add_(centred.mm(centred.t()), Scalars.One);
        }
        return sum;
    }

    /// <summary>(x − mean)ᵀ(x − mean), from a few rows at a time.</summary>
    private static Tensor Covariance(Tensor x)   // [N, D] -> [D, D]
    {
        long size = x.size(1);
        Tensor mean = x.mean([0], keepdim: true, type: ScalarType.Float64);        // [1, D]
        Tensor sum = zeros(size, size, ScalarType.Float64, x.device);                        // [D, D]
        for (long first = 0; first < x.size(0); first += PieceSize)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor centred = x.narrow(0, first, Math.Min(PieceSize, x.size(0) - first)).to(ScalarType.Float64) - mean;   // [P, D]
            sum.add_(centred.t().mm(centred), Scalars.One);
        }
        return sum;
    }
}
