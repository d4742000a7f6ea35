using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Visuals.Projections;

/// <summary>
/// The gradient of t-SNE. All pairs are visited once, in registers: of N² numbers, only the probabilities are read, and none is written,
/// where tensor operations would write and read ten such matrices.
/// </summary>
internal sealed class TsneForces
{
    // So far away that it pulls and pushes nothing, while its squared distance is finite.
    private const float Nowhere = 1e18f;
    private const int RowsAtOnce = 32;

    private readonly int _count;
    private readonly int _stride;
    private readonly float[] _p;        // [N, stride], and zeros up to a whole number of vectors
    private readonly float[] _x;        // [stride]
    private readonly float[] _y;
    private readonly float[] _attraction;   // [N, 2]
    private readonly float[] _repulsion;
    private readonly double[] _sums;    // [N]

    /// <param name="conditional">p(j|i), [N · N].</param>
    /// <param name="count">N.</param>
    public TsneForces(float[] conditional, int count)
    {
        _count = count;
        _stride = (count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _p = new float[checked(count * _stride)];
        (_x, _y) = (new float[_stride], new float[_stride]);
        (_attraction, _repulsion, _sums) = (new float[2 * count], new float[2 * count], new double[count]);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
                _p[i * _stride + j] = (conditional[i * count + j] + conditional[j * count + i]) / (2 * count);
        }
    }

    /// <summary>The gradient of the KL divergence, 4 Σ (e p − q) (y_i − y_j) / (1 + |y_i − y_j|²), e exaggerating p.</summary>
    public void Gradient(float[] map, double exaggeration, float[] gradient)   // [N, 2] -> [N, 2]
    {
        double sum = Visit(map);
        for (int i = 0; i < gradient.Length; i++)
            gradient[i] = (float)(4 * (exaggeration * _attraction[i] - _repulsion[i] / sum));
    }

    /// <summary>KL(p ‖ q) of a map.</summary>
    public double Divergence(float[] map)
    {
        double sum = Visit(map), divergence = 0;
        for (int i = 0; i < _count; i++)
        {
            for (int j = 0; j < _count; j++)
            {
                double p = _p[i * _stride + j], x = map[2 * i] - map[2 * j], y = map[2 * i + 1] - map[2 * j + 1];
                if (p > 0)
                    divergence += p * Math.Log(p * sum * (1 + x * x + y * y));
            }
        }
        return divergence;
    }

    /// <summary>Sums attraction and repulsion of each point; all weights together.</summary>
    private double Visit(float[] map)
    {
        _x.AsSpan().Fill(Nowhere);
        _y.AsSpan().Fill(Nowhere);
        for (int i = 0; i < _count; i++)
            (_x[i], _y[i]) = (map[2 * i], map[2 * i + 1]);
        Parallel.For(0, (_count + RowsAtOnce - 1) / RowsAtOnce, part =>
        {
            for (int i = part * RowsAtOnce; i < Math.Min(_count, (part + 1) * RowsAtOnce); i++)
                Visit(i);
        });
        // In one order, whatever the number of threads.
        return Math.Max(_sums.Sum(), double.Epsilon);
    }

    private void Visit(int i)
    {
        ReadOnlySpan<Vector<float>> xs = MemoryMarshal.Cast<float, Vector<float>>(_x), ys = MemoryMarshal.Cast<float, Vector<float>>(_y);
        ReadOnlySpan<Vector<float>> ps = MemoryMarshal.Cast<float, Vector<float>>(_p.AsSpan(i * _stride, _stride));
        Vector<float> x = new(_x[i]), y = new(_y[i]), sum = default;
        Vector<float> pullX = default, pullY = default, pushX = default, pushY = default;
        for (int j = 0; j < ps.Length; j++)
        {
            Vector<float> dx = x - xs[j], dy = y - ys[j];
            Vector<float> weight = Vector<float>.One / (Vector<float>.One + dx * dx + dy * dy);
            Vector<float> pull = ps[j] * weight, push = weight * weight;
            sum += weight;
            pullX += pull * dx;
            pullY += pull * dy;
            pushX += push * dx;
            pushY += push * dy;
        }
        _sums[i] = Vector.Sum(sum) - 1;   // without itself
        (_attraction[2 * i], _attraction[2 * i + 1]) = (Vector.Sum(pullX), Vector.Sum(pullY));
        (_repulsion[2 * i], _repulsion[2 * i + 1]) = (Vector.Sum(pushX), Vector.Sum(pushY));
    }
}
