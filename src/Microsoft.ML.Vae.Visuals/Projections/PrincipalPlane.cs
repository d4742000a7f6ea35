using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Visuals.Projections;

/// <summary>
/// Rows on the plane that keeps most of their variance (Pearson, "On Lines and Planes of Closest Fit to Systems of Points in Space", 1901).
/// </summary>
/// <param name="Points">Where each row stands.</param>
/// <param name="First">The share of the variance along the first axis.</param>
/// <param name="Second">The share along the second.</param>
internal sealed record PrincipalPlane(IReadOnlyList<Vector2> Points, double First, double Second)
{
    public static PrincipalPlane Of(IReadOnlyList<float[]> rows)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = inference_mode();
        int size = rows[0].Length;
        Tensor x = tensor([.. rows.SelectMany(row => row)], [rows.Count, size], ScalarType.Float64);   // [N, Z]
        x = x - x.mean([0], keepdim: true);
        double total = Math.Max(x.mul(x).sum().item<double>(), double.Epsilon);
        // Of few rows with many numbers, the components follow from the products of the rows.
        bool isWide = size > rows.Count;
        (Tensor values, Tensor vectors) = linalg.eigh(isWide ? x.mm(x.t()) : x.t().mm(x));   // ascending
        double[] first = Axis(1), second = values.size(0) > 1 ? Axis(2) : new double[rows.Count];
        return new PrincipalPlane(
            [.. first.Zip(second, (a, b) => new Vector2((float)a, (float)b))],
            first.Sum(a => a * a) / total, second.Sum(b => b * b) / total);

        double[] Axis(int place)
        {
            Tensor vector = vectors.narrow(1, values.size(0) - place, 1);                           // [Z, 1] or [N, 1]
            Tensor along = isWide ? vector * values[values.size(0) - place].clamp_min(0).sqrt() : x.mm(vector);   // [N, 1]
            double[] points = MemoryMarshal.Cast<byte, double>(along.contiguous().bytes).ToArray();
            // Of two opposite axes, the one along which the farthest row stands in front.
            double farthest = points.MaxBy(Math.Abs);
            return farthest < 0 ? [.. points.Select(point => -point)] : points;
        }
    }
}
