namespace Microsoft.ML.Vae.Health;

/// <summary>Principal component analysis (Pearson, 1901) as a baseline: no linear encoding of the same size reconstructs better.</summary>
internal static class PcaBaseline
{
    /// <summary>Pixels up to which the covariance is analyzed.</summary>
    public const int MaximumSize = 4096;

    /// <summary>
    /// The mean squared error per pixel of rows that are projected on their first principal components: the sum of the other eigenvalues of
    /// their covariance, divided by the pixels.
    /// </summary>
    /// <param name="sample">The rows in pieces [P, D], Float32, on the CPU; read twice.</param>
    /// <param name="components">How many.</param>
    public static double SquaredErrorPerPixel(IEnumerable<Tensor> sample, int components)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        (Tensor mean, long rows) = SlotMoments.Mean(sample);                                                // [1, D]
        long size = mean.size(1);
        Tensor scatter = rows < size ? Gram(sample, mean, rows) : Covariance(sample, mean, size);   // [M, M], M the smaller of N and D
        Tensor eigenvalues = linalg.eigvalsh(scatter);                                                      // [M], ascending
        Tensor others = eigenvalues.narrow(0, 0, Math.Max(0, scatter.size(0) - components));
        return Math.Max(0, others.sum().item<double>()) / ((double)rows * size);
    }

    /// <summary>The matrix with the same eigenvalues but for zeros, (x − mean)(x − mean)ᵀ, from pairs of pieces.</summary>
    private static Tensor Gram(IEnumerable<Tensor> sample, Tensor mean, long rows)   // -> [N, N] Float64
    {
        Tensor products = empty(rows, rows, ScalarType.Float64, CPU);   // [N, N]
        long row = 0;
        foreach (Tensor piece in sample)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor centred = piece.to(ScalarType.Float64) - mean;   // [P, D]
            long column = 0;
            foreach (Tensor other in sample)
            {
                using DisposeScope inner = NewDisposeScope();
                Tensor block = centred.mm((other.to(ScalarType.Float64) - mean).t());   // [P, Q]
                products.narrow(0, row, piece.size(0)).narrow(1, column, other.size(0)).copy_(block);
                column += other.size(0);
            }
            row += piece.size(0);
        }
        return products;
    }

    /// <summary>(x − mean)ᵀ(x − mean), from a piece at a time.</summary>
    private static Tensor Covariance(IEnumerable<Tensor> sample, Tensor mean, long size)   // -> [D, D] Float64
    {
        Tensor sum = zeros(size, size, ScalarType.Float64, CPU);    // [D, D]
        foreach (Tensor piece in sample)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor centred = piece.to(ScalarType.Float64) - mean;   // [P, D]
            sum.add_(centred.t().mm(centred), Scalars.One);
        }
        return sum;
    }
}
