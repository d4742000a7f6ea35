using System.Collections;
using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML.Data;

/// <summary>A vector, dense or sparse, over arrays that <see cref="VBufferEditor{T}"/> may reuse.</summary>
public readonly partial struct VBuffer<T> : IEnumerable
{
    private readonly T[] _values;
    private readonly int[] _indices;
    private readonly int _count;

    /// <summary>The logical length; a sparse buffer holds fewer values.</summary>
    public readonly int Length;

    public VBuffer(int length, T[] values, int[] indices = null)
    {
        Guard.Param(length >= 0, nameof(length));
        Guard.Param((values?.Length ?? 0) >= length, nameof(values));
        Length = length;
        _count = length;
        _values = values;
        _indices = indices;
    }

    public VBuffer(int length, int count, T[] values, int[] indices)
    {
        Guard.Param(length >= 0, nameof(length));
        Guard.Param(count >= 0 && count <= length, nameof(count));
        Guard.Param((values?.Length ?? 0) >= count, nameof(values));
        Guard.Param(count == length || (indices?.Length ?? 0) >= count, nameof(indices));
        Length = length;
        _count = count;
        _values = values;
        _indices = indices;
    }

    public bool IsDense => _count == Length;

    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    public void GetItemOrDefault(int index, ref T destination) => destination = GetItemOrDefault(index);

    public T GetItemOrDefault(int index)
    {
        Guard.Param(index >= 0 && index < Length, nameof(index));
        if (IsDense)
            return _values[index];
        var at = GetIndices().BinarySearch(index);
        return at >= 0 ? _values[at] : default;
    }

    public override string ToString() =>
        IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";
}
