namespace Microsoft.ML.Vae.Graphs;

/// <summary>A constant of a graph, which ONNX calls an initializer.</summary>
internal sealed record GraphConstant(string Name, GraphData Data);
