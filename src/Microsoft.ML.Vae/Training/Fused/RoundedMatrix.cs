using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>Zeros in bfloat16 that libtorch multiplies and our own loops fill and read.</summary>
internal sealed unsafe class RoundedMatrix : IDisposable
{
    private readonly int _columns;

    public RoundedMatrix(long rows, int columns)
    {
        _columns = columns;
        Tensor = zeros([rows, columns], ScalarType.BFloat16, CPU).DetachFromDisposeScope();
        Data = (ushort*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Tensor.bytes));
    }

    /// <summary>[rows, columns].</summary>
    public Tensor Tensor { get; }

    /// <summary>Where they are.</summary>
    public ushort* Data { get; }

    /// <summary>Where a row is.</summary>
    public ushort* Row(int row) => Data + (long)row * _columns;

    /// <summary>Some rows, for the caller to dispose.</summary>
    public Tensor Rows(long from, long count) => Tensor.narrow(0, from, count).DetachFromDisposeScope();

    public void Dispose() => Tensor.Dispose();
}
