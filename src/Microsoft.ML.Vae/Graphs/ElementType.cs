namespace Microsoft.ML.Vae.Graphs;

/// <summary>Types of elements, with the numbers that ONNX has for them.</summary>
internal enum ElementType
{
    Single = 1,
    Byte = 2,
    Int64 = 7,
    Boolean = 9,
    Half = 10,
    Double = 11,
    UInt32 = 12,
}
