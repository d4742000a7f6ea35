namespace Microsoft.ML.Vae.Inputs;

/// <summary>Copies what a model needs of a row into a caller's buffer, and refuses what it cannot use.</summary>
internal abstract class RowExtractor
{
    /// <summary>Extracts pixels and condition from a row or, row by row, from a cursor.</summary>
    public static RowExtractor Create(IExceptionContext context, PixelColumn column, PixelDomain domain, DataViewRow row)
    {
        PixelExtractor pixels = PixelExtractor.Create(context, column, domain, row);
        return column.Condition is { } condition
            ? new ConditionedExtractor(pixels, column.PixelBytes, new ConditionExtractor(context, condition, row))
            : pixels;
    }

    /// <summary>Reads the current row; returns what is wrong with one that cannot be used, or null.</summary>
    /// <param name="destination">Room for exactly one row.</param>
    public abstract RowFault? TryRead(Span<byte> destination);
}
