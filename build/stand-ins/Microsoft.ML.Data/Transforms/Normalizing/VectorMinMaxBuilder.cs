using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>The range of each slot of a column of vectors. A slot that a sparse vector leaves out is zero there.</summary>
internal sealed class VectorMinMaxBuilder<T>(IHost host, MinMaxColumn column, int size, ValueGetter<VBuffer<T>> getter) : IMinMaxBuilder
    where T : struct, IFloatingPointIeee754<T>
{
    private readonly ValueRange<T>[] _ranges = [.. Enumerable.Range(0, size).Select(_ => new ValueRange<T>())];
    private readonly long[] _counts = new long[size];
    private long _rows;
    private long _remaining = column.MaximumExampleCount;
    private VBuffer<T> _vector;

    public bool Read()
    {
        if (_remaining < 0)
            return false;
        getter(ref _vector);
        if (_remaining-- == 0)
            return false;
        if (_vector.Length != size)
            throw host.Except("Normalizer expected {0} slots but got {1}", size, _vector.Length);
        _rows++;
        var values = _vector.GetValues();
        var indices = _vector.GetIndices();
        for (var i = 0; i < values.Length; i++)
        {
            var slot = _vector.IsDense ? i : indices[i];
            _counts[slot]++;
            _ranges[slot].Add(values[i]);
        }

        return true;
    }

    public AffineFunction Build()
    {
        var (scales, offsets) = (new T[size], new T[size]);
        for (var slot = 0; slot < size; slot++)
        {
            if (_counts[slot] < _rows)
                _ranges[slot].Add(T.Zero);
            (scales[slot], offsets[slot]) = _ranges[slot].Affine(column.FixZero);
        }

        return new VectorAffineFunction<T>(scales, Array.TrueForAll(offsets, T.IsZero) ? null : offsets);
    }
}
