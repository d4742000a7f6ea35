#nullable disable
using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in CPU memory, in the order of its indices.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private torch.Tensor _tensor;
    private T* _data;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _data = (T*)tensor.Data();
        _tensor = tensor;
    }

    public long Count => _tensor is null ? 0 : _tensor.numel();

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get
        {
            var value = _data[Offset(indices)];
            GC.KeepAlive(this);
            return value;
        }
        set
        {
            _data[Offset(indices)] = value;
            GC.KeepAlive(this);
        }
    }

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right)
        => left.Count == right.Count && left.SequenceEqual(right);

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !(left == right);

    public override bool Equals(object obj) => obj is TensorAccessor<T> other && this == other;

    public override int GetHashCode() => base.GetHashCode();

    public T[] ToArray()
    {
        var result = new T[Count];
        if (result.Length > 0)
            CopyTo(result);
        return result;
    }

    public Array ToNDArray()
    {
        if (_tensor.ndim == 0)
            return ToArray();
        var result = Array.CreateInstance(typeof(T), _tensor.shape);
        var flat = ToArray();
        Buffer.BlockCopy(flat, 0, result, 0, Buffer.ByteLength(flat));
        return result;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        Validate(tensorIndex);
        for (var i = tensorIndex; i < Count && arrayIndex < array.Length; i++)
            array[arrayIndex++] = _data[Offset(i)];
        GC.KeepAlive(_tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0)
        => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        Validate(tensorIndex);
        for (var i = tensorIndex; i < Count && arrayIndex < array.Length; i++)
            _data[Offset(i)] = array[arrayIndex++];
        GC.KeepAlive(_tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
            yield return At(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        _data = null;
        _tensor = null;
        GC.SuppressFinalize(this);
    }

    private T At(long index) => _data[Offset(index)];

    private void Validate(long index)
    {
        if (index < 0 || index >= Count)
            throw new ArgumentOutOfRangeException(nameof(index));
    }

    private long Offset(long[] indices) => indices.Length == 1 ? OffsetOfFlat(indices[0]) : OffsetOfMany(indices);

    private long OffsetOfFlat(long index)
    {
        if (index >= Count)
            throw new IndexOutOfRangeException();
        if (index < 0)
            throw new ArgumentOutOfRangeException(nameof(index), $"{index} in a collection of  {Count} elements.");
        return Offset(index);
    }

    private long OffsetOfMany(long[] indices)
    {
        var (shape, strides) = (_tensor.shape, _tensor.stride());
        long offset = 0;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            if (indices[i] >= shape[i] || indices[i] < 0)
                throw new IndexOutOfRangeException($"{indices[i]} >= {shape[i]} in dimension {i}.");
            offset += indices[i] * strides[i];
        }
        return offset;
    }

    private long Offset(long index)
    {
        if (index == 0 || _tensor.is_contiguous())
            return index;
        var (shape, strides) = (_tensor.shape, _tensor.stride());
        long offset = 0;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            index = Math.DivRem(index, shape[i], out var digit);
            offset += digit * strides[i];
        }
        return offset;
    }
}
