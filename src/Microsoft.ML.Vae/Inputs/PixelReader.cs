using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>Copies the pixels of a row, as they are stored, into a caller's buffer, and refuses those that the model cannot use.</summary>
internal abstract class PixelReader
{
    /// <summary>A reader of the column in a row or, row by row, in a cursor.</summary>
    public static PixelReader Create(IExceptionContext context, PixelColumn column, Support support, DataViewRow row)
    {
        DataViewSchema.Column source = column.Bind(context, row.Schema);
        return column.ElementType == ScalarType.Byte
            ? new PixelReader<byte>(context, column, support, row, source)
            : new PixelReader<float>(context, column, support, row, source);
    }

    /// <summary>Reads the current row; <paramref name="destination"/> holds exactly one row.</summary>
    /// <exception cref="InvalidOperationException">The row cannot be used.</exception>
    public void Read(Span<byte> destination)
    {
        if (TryRead(destination) is { } fault)
            throw fault;
    }

    /// <summary>The same, but returns the exception for a row that cannot be used, or null.</summary>
    public abstract Exception? TryRead(Span<byte> destination);
}

/// <summary>The reader of one element type.</summary>
internal sealed class PixelReader<T> : PixelReader where T : unmanaged, INumberBase<T>
{
    private readonly IExceptionContext _context;
    private readonly PixelColumn _column;
    private readonly Support _support;
    private readonly DataViewRow _row;
    private readonly ValueGetter<VBuffer<T>> _get;
    private VBuffer<T> _buffer;

    public PixelReader(IExceptionContext context, PixelColumn column, Support support, DataViewRow row, DataViewSchema.Column source)
    {
        _context = context;
        _column = column;
        _support = support;
        _row = row;
        _get = row.GetGetter<VBuffer<T>>(source);
    }

    public override Exception? TryRead(Span<byte> destination)
    {
        _get(ref _buffer);
        if (_buffer.Length != _column.Size)
            return BadLength(_buffer.Length);
        Span<T> pixels = MemoryMarshal.Cast<byte, T>(destination);
        _buffer.CopyTo(pixels);
        return Check(pixels);
    }

    private Exception? Check(ReadOnlySpan<T> pixels)
    {
        PixelScaling scaling = _column.Scaling;
        for (int slot = 0; slot < pixels.Length; slot++)
        {
            if (!_support.Contains(scaling.Apply(float.CreateTruncating(pixels[slot]))))
                return BadPixel(slot, float.CreateTruncating(pixels[slot]));
        }
        return null;
    }

    private Exception BadLength(int length) => _context.Except(FormattableString.Invariant(
        $"Column '{_column.Name}', row {_row.Position}: expected a vector of size {_column.Size}, got size {length}."));

    private Exception BadPixel(int slot, float value)
    {
        string scaled = _column.Scaling == PixelScaling.None
            ? ""
            : FormattableString.Invariant($" ({_column.Scaling.Apply(value)} after {nameof(PixelScaling)})");
        return _context.Except(FormattableString.Invariant(
            $"Column '{_column.Name}', row {_row.Position}, slot {slot}: got {value}{scaled}, but {_support.Owner} wants {_support.Wanted}. {_support.Remedy}."));
    }
}
