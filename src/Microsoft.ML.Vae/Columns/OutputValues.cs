using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Columns;

/// <summary>What a function made of <paramref name="rows"/> rows.</summary>
internal sealed class OutputValues(int rows)
{
    private readonly float[]?[] _values = new float[BitOperations.Log2((uint)OutputKinds.Contributions) + 1][];

    public bool Holds(OutputKinds kind) => _values[IndexOf(kind)] is not null;

    /// <summary>One row's part of an output.</summary>
    public Span<float> Row(OutputKinds kind, int row) => Row(_values[IndexOf(kind)]!, row);

    /// <summary>Makes those outputs of a row NaN that depend on what cannot be used.</summary>
    public void SetMissing(int row, Func<OutputKinds, bool> dependsOnRow)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            if (_values[i] is { } values && dependsOnRow((OutputKinds)(1 << i)))
                Row(values, row).Fill(float.NaN);
        }
    }

    /// <summary>An output of all rows.</summary>
    public float[] All(OutputKinds kind) => _values[IndexOf(kind)]!;

    public void Add(OutputKinds kind, Tensor values) =>   // [B, N] or [B]
        _values[IndexOf(kind)] = MemoryMarshal.Cast<byte, float>(values.cpu().contiguous().bytes).ToArray();

    /// <param name="kind">What they are.</param>
    /// <param name="values">[B, N], which are the output's from then on.</param>
    public void Add(OutputKinds kind, float[] values) => _values[IndexOf(kind)] = values;

    /// <summary>Adds the means of an encoding and, if there are any, the variances.</summary>
    public void Add(PackedEncoding encoding)
    {
        Add(OutputKinds.Mean, encoding.Mean);
        if (encoding.LogVariance.Length > 0)
            Add(OutputKinds.LogVariance, encoding.LogVariance);
    }

    private Span<float> Row(float[] values, int row)
    {
        int size = values.Length / rows;
        return values.AsSpan(row * size, size);
    }

    private static int IndexOf(OutputKinds kind) => BitOperations.Log2((uint)kind);
}
