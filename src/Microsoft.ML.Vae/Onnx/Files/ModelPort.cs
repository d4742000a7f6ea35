using Microsoft.ML.Vae.Graphs;


namespace Microsoft.ML.Vae.Onnx.Files;

/// <summary>An input or output of a file: rows of numbers.</summary>
/// <param name="Value">The value.</param>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">The type of its numbers.</param>
/// <param name="Size">Numbers per row.</param>
internal sealed record ModelPort(OnnxValue Value, string Name, ElementType Type, long Size);
