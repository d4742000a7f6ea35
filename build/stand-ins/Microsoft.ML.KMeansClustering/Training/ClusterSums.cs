using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Trainers.Training;

/// <summary>What one block of rows changes: the sums of the members of each cluster, their numbers and the score.</summary>
internal sealed class ClusterSums
{
    private readonly float[] _sums;
    private readonly int _stride;

    public ClusterSums(int clusters, int dimension)
    {
        _stride = Points.PaddedLength(dimension);
        _sums = new float[clusters * _stride];
        Counts = new long[clusters];
    }

    public long[] Counts { get; }

    public double Score { get; set; }

    public void Add(int cluster, ReadOnlySpan<Vector<float>> point)
    {
        var sum = Sum(cluster);
        for (var i = 0; i < point.Length; i++)
            sum[i] += point[i];
    }

    public void Subtract(int cluster, ReadOnlySpan<Vector<float>> point)
    {
        var sum = Sum(cluster);
        for (var i = 0; i < point.Length; i++)
            sum[i] -= point[i];
    }

    public void AddSumTo(int cluster, Span<double> total)
    {
        var sum = _sums.AsSpan(cluster * _stride, total.Length);
        for (var i = 0; i < sum.Length; i++)
            total[i] += sum[i];
    }

    public void Clear()
    {
        Array.Clear(_sums);
        Array.Clear(Counts);
        Score = 0;
    }

    private Span<Vector<float>> Sum(int cluster) => MemoryMarshal.Cast<float, Vector<float>>(_sums.AsSpan(cluster * _stride, _stride));
}
