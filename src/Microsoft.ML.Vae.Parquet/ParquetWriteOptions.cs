namespace Microsoft.ML.Vae;

/// <summary>What to write to a Parquet file, and how; see <see cref="ParquetCatalog.SaveAsParquet"/>.</summary>
public sealed record ParquetWriteOptions
{
    /// <summary>
    /// The columns to write, in this order. Default: null, all visible columns of types that Parquet has, which are all but TimeSpan and
    /// DataViewRowId.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>How pages are compressed. Default: <see cref="ParquetCompression.Snappy"/>.</summary>
    public ParquetCompression Compression { get; init; } = ParquetCompression.Snappy;

    /// <summary>
    /// The most bytes that the values of a row group have before they are encoded, unless a single row has more; at least 1. They are in
    /// memory until the group is written, and again when it is read. Default: 64 MiB.
    /// </summary>
    public long RowGroupBytes { get; init; } = 64 << 20;

    /// <summary>The most rows of a row group, at least 1. Default: 1,048,576.</summary>
    public int RowGroupRows { get; init; } = 1 << 20;
}
