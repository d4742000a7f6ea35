using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Training;

/// <summary>k points in the layout of <see cref="Points"/>, with their squared norms.</summary>
internal sealed class Centroids
{
    private readonly float[] _values;
    private readonly float[] _squaredNorms;
    private readonly int _stride;

    public Centroids(int count, int dimension)
    {
        Count = count;
        Dimension = dimension;
        _stride = Points.PaddedLength(dimension);
        _values = new float[count * _stride];
        _squaredNorms = new float[count];
    }

    public int Count { get; }

    public int Dimension { get; }

    public ReadOnlySpan<Vector<float>> this[int index] => MemoryMarshal.Cast<float, Vector<float>>(Row(index));

    public ReadOnlySpan<float> Values(int index) => Row(index)[..Dimension];

    public void Set(int index, ReadOnlySpan<Vector<float>> point)
    {
        MemoryMarshal.Cast<Vector<float>, float>(point).CopyTo(Row(index));
        _squaredNorms[index] = Dot.Product(point, point);
    }

    public void Set(int index, ReadOnlySpan<float> point)
    {
        point.CopyTo(Row(index));
        _squaredNorms[index] = Dot.Product(this[index], this[index]);
    }

    /// <summary>‖point − centroid‖² less ‖point‖², which is the same for every centroid.</summary>
    public float RelativeDistance(ReadOnlySpan<Vector<float>> point, int index) =>
        _squaredNorms[index] - 2 * Dot.Product(point, this[index]);

    public Nearest FindNearest(ReadOnlySpan<Vector<float>> point)
    {
        var nearest = Nearest.None;
        var index = 0;
        for (; index + 4 <= Count; index += 4)
        {
            var products = Dot.FourProducts(point, this[index], this[index + 1], this[index + 2], this[index + 3]);
            for (var i = 0; i < 4; i++)
                nearest.Consider(index + i, _squaredNorms[index + i] - 2 * products[i]);
        }

        for (; index < Count; index++)
            nearest.Consider(index, RelativeDistance(point, index));
        return nearest;
    }

    public VBuffer<float>[] ToBuffers() =>
        [.. Enumerable.Range(0, Count).Select(i => new VBuffer<float>(Dimension, Values(i).ToArray()))];

    private Span<float> Row(int index) => _values.AsSpan(index * _stride, _stride);
}
