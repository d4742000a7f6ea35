using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>From arrays to tensors and back, by value.</summary>
internal static class TensorValues
{
    public static Tensor Matrix(IReadOnlyList<float[]> rows)   // -> [rows, columns]
    {
        Tensor matrix = empty(rows.Count, rows[0].Length);
        Span<float> values = MemoryMarshal.Cast<byte, float>(matrix.bytes);
        for (int row = 0; row < rows.Count; row++)
            rows[row].CopyTo(values[(row * rows[0].Length)..]);
        return matrix;
    }

    public static Tensor Matrix(IReadOnlyList<double[]> rows) => Matrix([.. rows.Select(row => Array.ConvertAll(row, value => (float)value))]);

    public static float[] ToArray(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.contiguous().bytes).ToArray();

    public static double[] ToDoubles(Tensor tensor) => Array.ConvertAll(ToArray(tensor), value => (double)value);

    /// <summary>Overwrites a parameter, whatever autograd thinks of that.</summary>
    public static void Set(Tensor parameter, IEnumerable<double> values)
    {
        Span<float> destination = MemoryMarshal.Cast<byte, float>(parameter.bytes);
        int count = 0;
        foreach (double value in values)
            destination[count++] = (float)value;
        count.ShouldBe(destination.Length);
    }
}
