namespace Microsoft.ML.Vae.Graphs;

/// <summary>An operator of ONNX's default domain, applied to values.</summary>
/// <param name="Operation">The operator.</param>
/// <param name="Inputs">The names of its inputs.</param>
/// <param name="Output">The name of its output.</param>
/// <param name="Attributes">Its attributes, each a long, a float, a string or an array of longs.</param>
internal sealed record GraphNode(
    string Operation, IReadOnlyList<string> Inputs, string Output, IReadOnlyList<(string Name, object Value)> Attributes);
