namespace Microsoft.ML.Vae;

/// <summary>How the pages of a Parquet file are compressed; see <see cref="ParquetWriteOptions.Compression"/>.</summary>
public enum ParquetCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Snappy: fast, and read by everything that reads Parquet.</summary>
    Snappy,

    /// <summary>Zstandard: smaller files, written more slowly.</summary>
    Zstd,
}
