namespace Microsoft.ML.Vae.Persistence;

/// <summary>The element types that a file may hold, by their names in it.</summary>
internal enum TensorType
{
    F32 = (int)ScalarType.Float32,
    F64 = (int)ScalarType.Float64,
    I64 = (int)ScalarType.Int64,
    U8 = (int)ScalarType.Byte,
}

/// <summary>One tensor of a file, its bytes at [Begin, End) of the payload.</summary>
internal sealed record TensorEntry(string Name, TensorType Type, long[] Shape, long Begin, long End)
{
    /// <summary>Bytes of one element.</summary>
    public int ElementSize => SizeOf(Type);

    /// <summary>The same type in TorchSharp.</summary>
    public ScalarType ScalarType => (ScalarType)Type;

    public static int SizeOf(TensorType type) => type switch
    {
        TensorType.F64 => sizeof(double),
        TensorType.I64 => sizeof(long),
        TensorType.U8 => sizeof(byte),
        _ => sizeof(float),
    };

    /// <exception cref="NotSupportedException">No file may hold such elements.</exception>
    public static TensorType TypeOf(Tensor tensor) => Enum.IsDefined((TensorType)tensor.dtype)
        ? (TensorType)tensor.dtype
        : throw new NotSupportedException($"A tensor of {tensor.dtype} cannot be saved.");
}

/// <summary>A tensor that a file must hold.</summary>
internal sealed record ExpectedTensor(string Name, TensorType Type, long[] Shape);
