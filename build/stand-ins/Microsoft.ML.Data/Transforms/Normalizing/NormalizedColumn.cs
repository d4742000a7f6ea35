using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>A column, the type that it was trained on, which is also the type of what it gives, and its function.</summary>
internal sealed record NormalizedColumn(string Output, string Input, DataViewType Type, AffineFunction Function);
