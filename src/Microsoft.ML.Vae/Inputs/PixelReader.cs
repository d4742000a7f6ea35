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
    public static PixelReader Create(IExceptionContext context, PixelColumn column, Likelihood likelihood, DataViewRow row)
    {
        DataViewSchema.Column source = column.Bind(context, row.Schema);
        return column.ElementType == ScalarType.Byte
            ? new PixelReader<byte>(context, column, likelihood, row, source)
            : new PixelReader<float>(context, column, likelihood, row, source);
    }

    /// <summary>Reads the current row; <paramref name="destination"/> holds exactly one row.</summary>
    public abstract void Read(Span<byte> destination);
}

/// <summary>The reader of one element type.</summary>
internal sealed class PixelReader<T> : PixelReader where T : unmanaged, INumberBase<T>
{
    private readonly IExceptionContext _context;
    private readonly PixelColumn _column;
    private readonly Likelihood _likelihood;
    private readonly DataViewRow _row;
    private readonly ValueGetter<VBuffer<T>> _get;
    private VBuffer<T> _buffer;

    public PixelReader(IExceptionContext context, PixelColumn column, Likelihood likelihood, DataViewRow row, DataViewSchema.Column source)
    {
        _context = context;
        _column = column;
        _likelihood = likelihood;
        _row = row;
        _get = row.GetGetter<VBuffer<T>>(source);
    }

    public override void Read(Span<byte> destination)
    {
        _get(ref _buffer);
        if (_buffer.Length != _column.Size)
            throw BadLength(_buffer.Length);
        Span<T> pixels = MemoryMarshal.Cast<byte, T>(destination);
        _buffer.CopyTo(pixels);
        Check(pixels);
    }

    private void Check(ReadOnlySpan<T> pixels)
    {
        (float low, float high) = _likelihood.Support;
        PixelScaling scaling = _column.Scaling;
        for (int slot = 0; slot < pixels.Length; slot++)
        {
            float scaled = scaling.Apply(float.CreateTruncating(pixels[slot]));
            if (!(scaled >= low && scaled <= high))
                throw BadPixel(slot, float.CreateTruncating(pixels[slot]));
        }
    }

    private Exception BadLength(int length) => _context.Except(FormattableString.Invariant(
        $"Column '{_column.Name}', row {_row.Position}: expected a vector of size {_column.Size}, got size {length}."));

    private Exception BadPixel(int slot, float value)
    {
        (float low, float high) = _likelihood.Support;
        string scaled = _column.Scaling == PixelScaling.None
            ? ""
            : FormattableString.Invariant($" ({_column.Scaling.Apply(value)} after {nameof(PixelScaling)})");
        string wanted = low == float.MinValue ? "a finite number" : FormattableString.Invariant($"a number in [{low}, {high}]");
        return _context.Except(FormattableString.Invariant(
            $"Column '{_column.Name}', row {_row.Position}, slot {slot}: got {value}{scaled}, but the {_likelihood} likelihood wants {wanted}. {_likelihood.SupportRemedy}."));
    }
}
