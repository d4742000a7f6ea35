namespace Microsoft.ML.Data;

/// <summary>A row's anomaly score, and whether its label says that it is one.</summary>
internal readonly record struct ScoredRow(float Score, bool IsAnomaly);
