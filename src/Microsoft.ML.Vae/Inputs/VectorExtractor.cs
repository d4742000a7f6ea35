using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>Copies vectors of one element type.</summary>
internal sealed class VectorExtractor<T>(PixelColumn column, PixelDomain domain, DataViewRow row, DataViewSchema.Column source)
    : PixelExtractor(column, domain) where T : unmanaged, INumberBase<T>
{
    private readonly int _size = column.Size;
    private readonly ValueGetter<VBuffer<T>> _get = row.GetGetter<VBuffer<T>>(source);
    private VBuffer<T> _buffer;

    public override RowFault? TryRead(Span<byte> destination)
    {
        _get(ref _buffer);
        if (_buffer.Length != _size)
            return Fault(FormattableString.Invariant($"expected a vector of size {_size}, got size {_buffer.Length}"));
        Span<T> pixels = MemoryMarshal.Cast<byte, T>(destination);
        _buffer.CopyTo(pixels);
        return Check(pixels);
    }
}
