using System.Numerics;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>Copies the pixels of a row.</summary>
internal abstract class PixelExtractor(IExceptionContext context, PixelColumn column, PixelDomain domain, DataViewRow row) : RowExtractor
{
    /// <summary>A reader of the column in a row or, row by row, in a cursor.</summary>
    public static new PixelExtractor Create(IExceptionContext context, PixelColumn column, PixelDomain domain, DataViewRow row)
    {
        DataViewSchema.Column source = column.Bind(context, row.Schema);
        if (column.IsImage)
            return new ImageExtractor(context, column, domain, row, source);
        return column.ElementType == ScalarType.Byte
            ? new VectorExtractor<byte>(context, column, domain, row, source)
            : new VectorExtractor<float>(context, column, domain, row, source);
    }

    /// <summary>The exception for the first pixel that is outside the domain, or null.</summary>
    protected Exception? Check<T>(ReadOnlySpan<T> pixels) where T : INumberBase<T>
    {
        PixelScaling scaling = column.Scaling;
        for (int slot = 0; slot < pixels.Length; slot++)
        {
            if (!domain.Contains(scaling.Apply(float.CreateTruncating(pixels[slot]))))
                return BadPixel(slot, float.CreateTruncating(pixels[slot]));
        }
        return null;
    }

    /// <summary>An exception that names the column and the row.</summary>
    protected Exception Fault(string what, int? slot = null, Exception? cause = null) =>
        RowFault.Create(context, column.Name, row, what, slot, cause);

    private Exception BadPixel(int slot, float value)
    {
        string scaled = column.Scaling == PixelScaling.None
            ? ""
            : FormattableString.Invariant($" ({column.Scaling.Apply(value)} after {nameof(PixelScaling)})");
        string what = FormattableString.Invariant($"got {value}{scaled}, but {domain.Owner} requires {domain.Wanted}. {domain.Remedy}");
        return Fault(what, slot);
    }
}
