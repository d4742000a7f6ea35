using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Onnx.Tests.Converter;

/// <summary>A table of two kinds of rows, as classes that ML.NET reads.</summary>
internal static class Rows
{
    public const int Count = 120;

    public static IDataView Table(MLContext context) => context.Data.LoadFromEnumerable(Enumerable.Range(0, Count).Select(TableRow.Of));

    /// <summary>What a column holds in a row, for a session of OnnxRuntime.</summary>
    public static Array Values(string column, int row)
    {
        TableRow entry = TableRow.Of(row);
        return column switch
        {
            "A" => entry.A,
            "B" => (float[])[entry.B],
            "Target" => (float[])[entry.Target],
            "Flag" => (bool[])[entry.Flag],
            _ => (string[])[entry.Kind],
        };
    }

    public static IDataView Pixels(MLContext context, int rows) =>
        context.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(PixelRow.Of));
}

/// <summary>A row of a table.</summary>
internal sealed class TableRow
{
    [VectorType(5)]
    public float[] A { get; set; } = [];

    public float B { get; set; }

    public float Target { get; set; }

    public bool Flag { get; set; }

    public string Kind { get; set; } = "";

    public static TableRow Of(int row)
    {
        float[] a = [.. Enumerable.Range(0, 5).Select(i => 4 * MathF.Sin(row * (i + 1)) + (row % 3) * i)];
        return new TableRow { A = a, B = row % 7, Target = a[0] + row % 7, Flag = row % 3 == 1, Kind = $"kind {row % 3}" };
    }
}

/// <summary>The pixels of a small picture, as ExtractPixels shapes them.</summary>
internal sealed class PixelRow
{
    [VectorType(3, 4, 6)]
    public float[] Pixels { get; set; } = [];

    public static PixelRow Of(int row) =>
        new() { Pixels = [.. Enumerable.Range(0, 72).Select(i => (float)((row * 37 + i * 11 + i * i * row) % 256))] };
}
