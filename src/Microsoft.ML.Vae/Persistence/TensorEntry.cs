namespace Microsoft.ML.Vae.Persistence;

/// <summary>The element types that a file may hold, by their names in it.</summary>
internal enum TensorType
{
    F32 = (int)ScalarType.Float32,
    F64 = (int)ScalarType.Float64,
    I64 = (int)ScalarType.Int64,
    U8 = (int)ScalarType.Byte,

    // In weights from elsewhere alone.
    F16 = (int)ScalarType.Float16,
    BF16 = (int)ScalarType.BFloat16,
    I32 = (int)ScalarType.Int32,
    I16 = (int)ScalarType.Int16,
    I8 = (int)ScalarType.Int8,
    BOOL = (int)ScalarType.Bool,
}

/// <summary>One tensor of a file, its bytes at [Begin, End) of the payload.</summary>
internal sealed record TensorEntry(string Name, TensorType Type, long[] Shape, long Begin, long End)
{
    /// <summary>The types in files of this library.</summary>
    public static IReadOnlyList<TensorType> Own { get; } = [TensorType.F32, TensorType.F64, TensorType.I64, TensorType.U8];

    /// <summary>Bytes of one element.</summary>
    public int ElementSize => SizeOf(Type);

    /// <summary>The same type in TorchSharp.</summary>
    public ScalarType ScalarType => (ScalarType)Type;

    public static int SizeOf(TensorType type) => type switch
    {
        TensorType.F64 or TensorType.I64 => 8,
        TensorType.F32 or TensorType.I32 => 4,
        TensorType.F16 or TensorType.BF16 or TensorType.I16 => 2,
        _ => 1,
    };

    /// <exception cref="NotSupportedException">No file may hold such elements.</exception>
    public static TensorType TypeOf(Tensor tensor) => Own.Contains((TensorType)tensor.dtype)
        ? (TensorType)tensor.dtype
        : throw new NotSupportedException($"A tensor of {tensor.dtype} cannot be saved.");
}

/// <summary>A tensor that a file must hold.</summary>
internal sealed record ExpectedTensor(string Name, TensorType Type, long[] Shape);
