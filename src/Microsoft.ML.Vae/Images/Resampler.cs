using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Vae.Images;

/// <summary>
/// Resizes pixels of four bytes, first along the rows and then along the columns, without fused operations: any processor gives the same
/// bits.
/// </summary>
internal static class Resampler
{
    /// <param name="pixels">The source.</param>
    /// <param name="rowBytes">Bytes from one row to the next.</param>
    /// <param name="columns">The filter along a row.</param>
    /// <param name="rows">The filter along a column.</param>
    /// <param name="canvas">Gets each row as it is ready.</param>
    public static void Resample(ReadOnlySpan<byte> pixels, int rowBytes, AxisFilter columns, AxisFilter rows, Canvas canvas)
    {
        var sum = new float[columns.Length * Canvas.BytesPerPixel];
        // A target row begins with the source row that the one before ended with, or with the two between which that one lay.
        float[][] lines = [new float[sum.Length], new float[sum.Length]];
        int[] lineRows = [-1, -1];
        for (int y = 0; y < rows.Length; y++)
        {
            (int first, float[] weights) = rows[y];
            Array.Clear(sum);
            for (int i = 0; i < weights.Length; i++)
            {
                int row = first + i, place = row & 1;
                if (lineRows[place] != row)
                {
                    FilterRow(MemoryMarshal.Cast<byte, uint>(pixels.Slice(row * rowBytes, rowBytes)), columns, lines[place]);
                    lineRows[place] = row;
                }
                AddScaled(sum, lines[place], weights[i]);
            }
            canvas.Write(y, sum);
        }
    }

    private static void FilterRow(ReadOnlySpan<uint> row, AxisFilter filter, Span<float> line)
    {
        Span<Vector128<float>> targets = MemoryMarshal.Cast<float, Vector128<float>>(line);
        for (int x = 0; x < targets.Length; x++)
        {
            (int first, float[] weights) = filter[x];
            ReadOnlySpan<uint> sources = row.Slice(first, weights.Length);
            Vector128<float> sum = Vector128<float>.Zero;
            for (int i = 0; i < sources.Length; i++)
                sum += Channels(sources[i]) * weights[i];
            targets[x] = sum;
        }
    }

    private static Vector128<float> Channels(uint pixel) =>
        Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(pixel).AsByte())).AsInt32());

    private static void AddScaled(Span<float> sum, ReadOnlySpan<float> line, float weight)
    {
        int i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(sum[i..]) + new Vector<float>(line[i..]) * weight).CopyTo(sum[i..]);
        for (; i < sum.Length; i++)
            sum[i] += line[i] * weight;
    }
}
