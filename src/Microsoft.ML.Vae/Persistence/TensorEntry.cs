namespace Microsoft.ML.Vae.Persistence;

/// <summary>The element types that a file may hold, by their names in it.</summary>
internal enum TensorType
{
    F32,
    F64,
    I64,
    U8,
}

/// <summary>One tensor of a file, its bytes at [Begin, End) of the payload.</summary>
internal sealed record TensorEntry(string Name, TensorType Type, long[] Shape, long Begin, long End)
{
    /// <summary>Bytes of one element.</summary>
    public int ElementSize => SizeOf(Type);

    /// <summary>The same type in TorchSharp.</summary>
    public ScalarType ScalarType => Type switch
    {
        TensorType.F64 => ScalarType.Float64,
        TensorType.I64 => ScalarType.Int64,
        TensorType.U8 => ScalarType.Byte,
        _ => ScalarType.Float32,
    };

    public static int SizeOf(TensorType type) => type switch
    {
        TensorType.F64 => sizeof(double),
        TensorType.I64 => sizeof(long),
        TensorType.U8 => sizeof(byte),
        _ => sizeof(float),
    };

    /// <exception cref="NotSupportedException">No file may hold such elements.</exception>
    public static TensorType TypeOf(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float32 => TensorType.F32,
        ScalarType.Float64 => TensorType.F64,
        ScalarType.Int64 => TensorType.I64,
        ScalarType.Byte => TensorType.U8,
        var other => throw new NotSupportedException($"A tensor of {other} cannot be saved."),
    };
}

/// <summary>A tensor that a file must hold.</summary>
internal sealed record ExpectedTensor(string Name, TensorType Type, long[] Shape);
