using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>Zeros in bfloat16 that libtorch multiplies and our own loops fill and read.</summary>
internal sealed unsafe class RoundedMatrix : IDisposable
{
    private readonly int _columns;
    private readonly ConcurrentDictionary<Range, Tensor> _views = [];

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

    /// <summary>Some rows.</summary>
    public Tensor Rows(int from, int count) => View(new Range(from, count, AreColumns: false));

    /// <summary>Columns of the first rows, as rows: [count, rows].</summary>
    public Tensor Columns(int from, int count, int rows) => View(new Range(from, count, AreColumns: true) { Rows = rows });

    public void Dispose()
    {
        foreach (Tensor view in _views.Values)
            view.Dispose();
        Tensor.Dispose();
    }

    // The same few are wanted in every step.
    private Tensor View(Range range) => _views.GetOrAdd(range, static (range, tensor) =>
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor view = range.AreColumns
            ? tensor.narrow(0, 0, range.Rows).narrow(1, range.From, range.Count).t()
            : tensor.narrow(0, range.From, range.Count);
        return view.DetachFromDisposeScope();
    }, Tensor);

    private readonly record struct Range(int From, int Count, bool AreColumns)
    {
        public int Rows { get; init; }
    }
}
