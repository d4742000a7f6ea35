namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>A row group.</summary>
/// <param name="File">The number of its file.</param>
/// <param name="Number">Its number in the file.</param>
/// <param name="FirstRow">Its first row in the file.</param>
/// <param name="Rows">How many rows it has.</param>
internal readonly record struct RowGroup(int File, int Number, long FirstRow, long Rows);
