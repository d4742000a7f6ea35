using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Graphs;

/// <summary>A tensor of a network. It is never copied as a whole.</summary>
internal sealed class GraphTensor : GraphData
{
    private const long MostPieceNumbers = 1 << 22;

    private readonly Tensor _tensor;
    private readonly long[] _shape;

    /// <param name="tensor">The tensor.</param>
    /// <param name="shape">Sizes with the same product; null: the tensor's own.</param>
    /// <exception cref="ArgumentException">The tensor is of a type that networks do not have.</exception>
    public GraphTensor(Tensor tensor, long[]? shape = null)
    {
        Type = tensor.dtype switch
        {
            ScalarType.Float32 => ElementType.Single,
            ScalarType.Float64 => ElementType.Double,
            ScalarType.Int64 => ElementType.Int64,
            _ => throw new ArgumentException($"A tensor is {tensor.dtype}; must be Float32, Float64 or Int64.", nameof(tensor)),
        };
        (_tensor, _shape) = (tensor, shape ?? tensor.shape);
    }

    public override ElementType Type { get; }

    public override IReadOnlyList<long> Shape => _shape;

    public override bool IsLarge => _shape.Length > 1 && Type == ElementType.Single;

    public override T[] ToArray<T>()
    {
        var values = new T[Count];
        int done = 0;
        ForEachPiece(_tensor.dtype, piece =>
        {
            piece.CopyTo(MemoryMarshal.AsBytes(values.AsSpan())[done..]);
            done += piece.Length;
        });
        return values;
    }

    public override void WriteTo(Stream stream, ElementType type)
    {
        if (type == ElementType.Half)
            CheckHalf();
        ForEachPiece(type == ElementType.Half ? ScalarType.Float16 : _tensor.dtype, stream.Write);
    }

    /// <exception cref="NotSupportedException">A weight is too large for half precision.</exception>
    private void CheckHalf()
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        float largest = Math.Max(_tensor.max().item<float>(), -_tensor.min().item<float>());
        if (!(largest <= (float)Half.MaxValue))
        {
            throw new NotSupportedException(FormattableString.Invariant(
                $"a weight is {largest}, but half precision ends at {(float)Half.MaxValue}; leave out HalfPrecisionWeights"));
        }
    }

    private void ForEachPiece(ScalarType type, ReadOnlySpanAction write)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor all = _tensor.reshape(-1);
        long count = all.numel();
        for (long start = 0; start < count; start += MostPieceNumbers)
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor piece = all.narrow(0, start, Math.Min(MostPieceNumbers, count - start)).to(type).cpu().contiguous();
            write(piece.bytes);
        }
    }

    private delegate void ReadOnlySpanAction(ReadOnlySpan<byte> bytes);
}
