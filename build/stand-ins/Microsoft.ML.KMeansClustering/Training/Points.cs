using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Trainers.Training;

/// <summary>
/// The training rows in memory, dense, each padded with zeros to whole SIMD vectors. They lie in blocks of a fixed number of rows; work is
/// split and summed up by block, so that a result does not depend on the number of threads.
/// </summary>
internal sealed class Points
{
    private const int RowsPerBlock = 4096;

    private readonly List<float[]> _blocks = [];

    public Points(int dimension)
    {
        Dimension = dimension;
        Stride = PaddedLength(dimension);
    }

    public int Dimension { get; }

    public int Stride { get; }

    public int Count { get; private set; }

    public int BlockCount => _blocks.Count;

    public static int PaddedLength(int dimension) => (dimension + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    public ReadOnlySpan<Vector<float>> this[int row] => MemoryMarshal.Cast<float, Vector<float>>(Row(row));

    /// <summary>A zeroed place for the next row.</summary>
    public Span<float> Add()
    {
        if (Count == _blocks.Count * RowsPerBlock)
            _blocks.Add(new float[RowsPerBlock * Stride]);
        return Row(Count++)[..Dimension];
    }

    public (int First, int End) Block(int block) => (block * RowsPerBlock, Math.Min((block + 1) * RowsPerBlock, Count));

    private Span<float> Row(int row) => _blocks[row / RowsPerBlock].AsSpan(row % RowsPerBlock * Stride, Stride);
}
