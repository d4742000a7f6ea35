using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>The element types that a file may hold, by their names in it.</summary>
internal enum TensorType
{
    F32,
    F64,
}

/// <summary>One tensor of a file, its bytes at [Begin, End) of the payload.</summary>
internal sealed record TensorEntry(string Name, TensorType Type, long[] Shape, long Begin, long End)
{
    /// <summary>Bytes of one element.</summary>
    public int ElementSize => SizeOf(Type);

    public static int SizeOf(TensorType type) => type == TensorType.F64 ? sizeof(double) : sizeof(float);

    public static TensorType TypeOf(Tensor tensor) => tensor.dtype == ScalarType.Float64 ? TensorType.F64 : TensorType.F32;
}

/// <summary>A tensor that a file must hold.</summary>
internal sealed record ExpectedTensor(string Name, TensorType Type, long[] Shape);
