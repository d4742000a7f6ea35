namespace Microsoft.ML.Data;

/// <summary>A column of some row and the member that takes its values.</summary>
internal sealed record BoundColumn(DataViewSchema.Column Column, ColumnBinding Member);
