namespace Microsoft.ML.Vae;

/// <summary>What to read of Parquet files; see <see cref="ParquetCatalog"/>.</summary>
public sealed record ParquetOptions
{
    /// <summary>
    /// The columns to load, in this order. A field of a struct is named with dots, such as <c>image.bytes</c>. Default: null, all columns
    /// of the first file.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>
    /// The length of vectors by the name of their column, at least 1, or 0 for vectors of varying length. Default: a column of lists has
    /// vectors of known length if all its lists have one length as far as the files' footers and the first row tell; a binary column has
    /// vectors of varying length. A row of another length than its column's is an error that names it.
    /// </summary>
    public IReadOnlyDictionary<string, int> VectorSizes { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// Binary columns of encoded images (PNG, JPEG, WebP, BMP, GIF), which become images of their own size, upright as EXIF says. For
    /// images of one size use <c>LoadAndResizeImages</c> on the binary column instead. Default: none.
    /// </summary>
    public IReadOnlyList<string> ImageColumns { get; init; } = [];
}
