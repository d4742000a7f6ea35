using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Visuals.Projections;

/// <summary>Squared distances between all pairs of rows.</summary>
internal static class Distances
{
    private const int RowsAtOnce = 512;

    /// <summary>Row i holds the distances of row i from all; computed in double precision, as near rows differ by little.</summary>
    public static float[] Squared(IReadOnlyList<float[]> rows)   // -> [N · N]
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = inference_mode();
        Tensor x = tensor([.. rows.SelectMany(row => row)], [rows.Count, rows[0].Length], ScalarType.Float64);   // [N, Z]
        x = x - x.mean([0], keepdim: true);
        Tensor squares = x.mul(x).sum(1);                                                                          // [N]
        using Scalar twice = -2.0;
        float[] all = new float[rows.Count * rows.Count];
        for (int first = 0; first < rows.Count; first += RowsAtOnce)
        {
            using DisposeScope piece = NewDisposeScope();
            int count = Math.Min(RowsAtOnce, rows.Count - first);
            Tensor some = x.narrow(0, first, count);                                                               // [B, Z]
            Tensor distances = some.mm(x.t()).mul_(twice).add_(squares).add_(squares.narrow(0, first, count).unsqueeze(1));
            Tensor single = distances.clamp_min_(0).to(ScalarType.Float32).contiguous();                           // [B, N]
            MemoryMarshal.Cast<byte, float>(single.bytes).CopyTo(all.AsSpan(first * rows.Count));
        }
        return all;
    }
}
