using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>Copies vectors of one element type.</summary>
internal sealed class VectorExtractor<T> : PixelExtractor where T : unmanaged, INumberBase<T>
{
    private readonly int _size;
    private readonly ValueGetter<VBuffer<T>> _get;
    private VBuffer<T> _buffer;

    public VectorExtractor(
        IExceptionContext context, PixelColumn column, PixelDomain domain, DataViewRow row, DataViewSchema.Column source)
        : base(context, column, domain, row)
    {
        _size = column.Size;
        _get = row.GetGetter<VBuffer<T>>(source);
    }

    public override Exception? TryRead(Span<byte> destination)
    {
        _get(ref _buffer);
        if (_buffer.Length != _size)
            return Fault(FormattableString.Invariant($"expected a vector of size {_size}, got size {_buffer.Length}"));
        Span<T> pixels = MemoryMarshal.Cast<byte, T>(destination);
        _buffer.CopyTo(pixels);
        return Check<T>(pixels);
    }
}
