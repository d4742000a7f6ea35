using Microsoft.ML.Vae.Distributed;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>KL of each dimension, averaged over the rows that all processes have in a batch.</summary>
/// <param name="latents">Z.</param>
internal sealed unsafe class MeanDivergence(int latents)
{
    private readonly double[] _numbers = new double[latents + 1];   // and behind it the number of rows

    /// <summary>[Z].</summary>
    public Span<double> Values => _numbers.AsSpan(0, latents);

    /// <summary>Computes it.</summary>
    /// <param name="b">The rows of this process; null: it has none.</param>
    /// <param name="count">How many.</param>
    /// <param name="ranks">The processes; null: there is one.</param>
    public void Compute(FusedBuffers? b, int count, RankGroup? ranks)
    {
        Array.Clear(_numbers);
        _numbers[^1] = count;
        if (b is not null)
            Add(b.DivergencePerDimension, count);
        ranks?.Sum(_numbers);
        foreach (ref double mean in Values)
            mean /= Math.Max(1, _numbers[^1]);
    }

    private void Add(float* rows, int count)   // [B, Z]
    {
        for (int row = 0; row < count; row++)
        {
            foreach (ref double sum in Values)
                sum += *rows++;
        }
    }
}
