using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Distributed;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>Standardizes the numbers of a row, slot by slot: (value − offset) · scale, with offset 0 and scale 1 for other slots.</summary>
/// <param name="offsets">The means of the training rows' numbers.</param>
/// <param name="scales">The inverses of their standard deviations.</param>
internal sealed class SlotScaling(float[] offsets, float[] scales)
{
    // Relative to the mean: what single precision leaves of a column that never varies.
    private const double LeastDeviation = 1e-6;

    public float[] Offsets => offsets;

    public float[] Scales => scales;

    /// <summary>From the numbers of rows, in one pass.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rowBytes">Bytes of each.</param>
    /// <param name="size">Slots of each.</param>
    /// <param name="parts">What they hold.</param>
    /// <param name="ranks">The processes of which each has some of the rows; null: there is one.</param>
    public static SlotScaling Learn(
        RowBatches rows, int rowBytes, int size, IEnumerable<SlotPart> parts, RankGroup? ranks = null)
    {
        double[] means = new double[size], squares = new double[size];
        long count = 0;
        while (rows.MoveNext())
        {
            for (int row = 0; row < rows.Count; row++)
                Add(MemoryMarshal.Cast<byte, float>(rows.Bytes.Span.Slice(row * rowBytes, size * sizeof(float))), means, squares, ++count);
        }
        if (ranks is not null)
            count = Combine(ranks, count, means, squares);
        var offsets = new float[size];
        float[] scales = [.. Enumerable.Repeat(1f, size)];
        foreach (SlotPart part in parts.Where(part => part.Kind == SlotKind.Number))
        {
            for (int slot = part.Start; slot < part.End; slot++)
            {
                double deviation = Math.Sqrt(squares[slot] / Math.Max(1, count));
                bool varies = deviation > LeastDeviation * Math.Abs(means[slot]) && float.IsNormal((float)(1 / deviation));
                (offsets[slot], scales[slot]) = ((float)means[slot], varies ? (float)(1 / deviation) : 1);
            }
        }
        return new SlotScaling(offsets, scales);
    }

    private static long Combine(RankGroup ranks, long count, double[] means, double[] squares)
    {
        double[] sums = [count, .. means.Select(mean => mean * count)];
        ranks.Sum(sums);
        for (int i = 0; i < means.Length; i++)
        {
            double mean = sums[i + 1] / Math.Max(1, sums[0]);
            squares[i] += count * (means[i] - mean) * (means[i] - mean);
            means[i] = mean;
        }
        ranks.Sum(squares);
        return (long)sums[0];
    }

    public Tensor Apply(Tensor stored)   // [B, D] -> [B, D]
    {
        Tensor x = stored - tensor(offsets, device: stored.device);
        return x.mul_(tensor(scales, device: stored.device));
    }

    public unsafe void Apply(ReadOnlySpan<float> stored, float* to)   // [D]
    {
        for (int i = 0; i < stored.Length; i++)
            to[i] = (stored[i] - offsets[i]) * scales[i];
    }

    public Tensor Undo(Tensor x)   // [B, D] -> [B, D]
    {
        Tensor stored = x / tensor(scales, device: x.device);
        return stored.add_(tensor(offsets, device: x.device), Scalars.One);
    }

    /// <summary>Welford's update: sums of squares would lose the variance of numbers that are far from 0.</summary>
    private static void Add(ReadOnlySpan<float> values, double[] means, double[] squares, long count)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double difference = values[i] - means[i];
            means[i] += difference / count;
            squares[i] += difference * (values[i] - means[i]);
        }
    }
}
