namespace Microsoft.ML.Data;

/// <summary>Copied values of consecutive rows of one batch: an array for each active column in order, the row ids last.</summary>
internal sealed record RowBlock(Array[] Columns, int Count, long Batch);
