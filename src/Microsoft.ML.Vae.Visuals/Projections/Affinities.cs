using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Visuals.Projections;

/// <summary>How probable each row is as the neighbour of another, in the space that t-SNE maps.</summary>
internal static class Affinities
{
    private const int RowsAtOnce = 256;
    private const int Bisections = 50;

    /// <summary>
    /// p(j|i) ∝ exp(−β d²), with β of each row so that the distribution has the perplexity that is wanted; all rows of a piece are bisected
    /// at once.
    /// </summary>
    /// <param name="squaredDistances">[N · N].</param>
    /// <param name="count">N.</param>
    /// <param name="perplexity">The perplexity.</param>
    public static float[] Conditional(float[] squaredDistances, int count, double perplexity)   // -> [N · N]
    {
        float[] all = new float[squaredDistances.Length];
        for (int first = 0; first < count; first += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, count - first);
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGradient = inference_mode();
            Tensor distances = tensor(squaredDistances.AsSpan(first * count, rows * count).ToArray(), [rows, count]);   // [B, N]
            Tensor p = Bisect(distances, first, Math.Log(perplexity));
            MemoryMarshal.Cast<byte, float>(p.contiguous().bytes).CopyTo(all.AsSpan(first * count));
        }
        return all;
    }

    private static Tensor Bisect(Tensor distances, int first, double entropy)   // [B, N] -> [B, N]
    {
        long rows = distances.size(0);
        Tensor own = arange(first, first + rows).unsqueeze(1);                                    // [B, 1]
        distances = distances.scatter(1, own, zeros(rows, 1).add_(float.PositiveInfinity));       // no row is its own neighbour
        distances = distances - distances.min(1, keepdim: true).values;                            // the nearest has weight 1
        Tensor finite = distances.scatter(1, own, zeros(rows, 1));                                 // [B, N]
        // Distances of 1 on average, so that the same bounds hold for all data.
        Tensor scale = finite.mean([1], keepdim: true).clamp_min_(1e-30);                          // [B, 1]
        (distances, finite) = (distances / scale, finite / scale);
        Tensor low = zeros(rows, 1), high = zeros(rows, 1).add_(float.PositiveInfinity), beta = ones(rows, 1);
        for (int i = 0; i < Bisections; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor weights = distances.mul(beta).neg_().exp_();                                    // [B, N]
            Tensor sum = weights.sum(1, keepdim: true);                                            // [B, 1]
            Tensor now = sum.log() + beta * (weights * finite).sum(1, keepdim: true) / sum;        // [B, 1], the entropy in nats
            Tensor isTooWide = now.gt(entropy);                                                    // [B, 1]
            Tensor newLow = beta.where(isTooWide, low), newHigh = high.where(isTooWide, beta);
            Tensor next = ((newLow + newHigh) / 2).where(newHigh.isfinite(), beta * 2);
            (low, high, beta) = (newLow.MoveToOuterDisposeScope(), newHigh.MoveToOuterDisposeScope(), next.MoveToOuterDisposeScope());
        }
        Tensor p = distances.mul(beta).neg_().exp_();                                              // [B, N]
        return p.div_(p.sum(1, keepdim: true));
    }
}
