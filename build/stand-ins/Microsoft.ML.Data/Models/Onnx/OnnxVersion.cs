namespace Microsoft.ML.Model.OnnxConverter;

/// <summary>Which operators a graph may use.</summary>
internal enum OnnxVersion
{
    Stable = 0,
    Experimental = 1,
}
