using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.PyTorch;

/// <summary>A tensor as a file holds it: a view of bytes that other tensors may share.</summary>
internal sealed class StoredTensor
{
    private readonly ReadOnlyMemory<byte> _storage;
    private readonly long _offset;
    private readonly long[] _strides;

    /// <param name="type">The type of the elements.</param>
    /// <param name="storage">The bytes, little-endian.</param>
    /// <param name="offset">Where the first element stands, in elements.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="strides">Elements from one index of a dimension to the next.</param>
    /// <exception cref="ModelFormatException">The view reaches beyond its bytes, or shows some of them more than once.</exception>
    public StoredTensor(ScalarType type, ReadOnlyMemory<byte> storage, long offset, long[] shape, long[] strides)
    {
        (Type, _storage, _offset, Shape, _strides) = (type, storage, offset, shape, strides);
        if (shape.Length > TensorLimits.Rank || strides.Length != shape.Length || offset < 0 || shape.Concat(strides).Any(size => size < 0))
            throw StateDictFile.Refused($"is damaged: a tensor of shape {Text(shape)} has strides {Text(strides)}");
        if (!Fits(storage.Length / SizeOf(type)))
        {
            throw StateDictFile.Refused(FormattableString.Invariant(
                $"holds a tensor of shape {Text(shape)} with strides {Text(strides)} from {offset} on, which does not fit ")
                + FormattableString.Invariant($"its {storage.Length} bytes; if it was expanded, call contiguous() before torch.save"));
        }
    }

    public ScalarType Type { get; }

    public long[] Shape { get; }

    /// <summary>Whether the elements are numbers with a fraction.</summary>
    public bool IsFloatingPoint => Type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    /// <summary>A tensor whose elements follow one another.</summary>
    public static StoredTensor Contiguous(ScalarType type, ReadOnlyMemory<byte> storage, long[] shape) =>
        new(type, storage, 0, shape, ContiguousStrides(shape));

    public static int SizeOf(ScalarType type) => type switch
    {
        ScalarType.Float64 or ScalarType.Int64 => 8,
        ScalarType.Float32 or ScalarType.Int32 => 4,
        ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Int16 => 2,
        _ => 1,
    };

    public static string Text(IEnumerable<long> sizes) => $"[{string.Join(", ", sizes)}]";

    /// <summary>A copy on the CPU, of the same type, with its elements in order.</summary>
    public Tensor ToTensor()
    {
        int size = SizeOf(Type);
        ReadOnlySpan<byte> bytes = _storage.Span;
        if (_strides.AsSpan().SequenceEqual(ContiguousStrides(Shape)))
        {
            Tensor copy = empty(Shape, Type, CPU);
            bytes.Slice(checked((int)(_offset * size)), copy.bytes.Length).CopyTo(copy.bytes);
            return copy;
        }
        Tensor whole = empty(bytes.Length / size, Type, CPU);   // [N]
        bytes[..whole.bytes.Length].CopyTo(whole.bytes);
        return whole.as_strided(Shape, _strides, _offset).contiguous();
    }

    private static long[] ContiguousStrides(long[] shape)
    {
        var strides = new long[shape.Length];
        long stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride = unchecked(stride * Math.Max(1, shape[i]));   // what overflows does not fit
        }
        return strides;
    }

    private bool Fits(long count)
    {
        if (Shape.Contains(0))
            return _offset <= count;
        UInt128 elements = 1, last = (UInt128)_offset;
        for (int i = 0; i < Shape.Length; i++)
        {
            elements *= (UInt128)Shape[i];
            if (elements > (UInt128)count)
                return false;
            last += (UInt128)(Shape[i] - 1) * (UInt128)_strides[i];
        }
        return last < (UInt128)count;
    }
}
