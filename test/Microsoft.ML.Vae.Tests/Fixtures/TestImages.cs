using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Small images that are a function of the row number: grey values k/255, about a third of them 0.</summary>
internal static class TestImages
{
    public static byte[] Bytes(int row, int size = TinyModel.Size) => [.. Enumerable.Range(0, size).Select(slot => Grey(row, slot))];

    public static float[] Floats(int row, int size = TinyModel.Size) => [.. Bytes(row, size).Select(grey => grey * (1f / 255f))];

    /// <summary>Rows with a number, and the image as floats.</summary>
    public static ScriptedView View(int rows) => Describe(new ScriptedView(rows));

    public static ScriptedView Describe(ScriptedView view) => view
        .Add("Number", NumberDataViewType.Int32, row => row)
        .AddVector(TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, row => Dense(Floats(row)));

    /// <summary>The same images as an ordinary list in memory.</summary>
    public static IDataView InMemory(MLContext context, int rows) =>
        context.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(row => new ImageRow { Number = row, Pixels = Floats(row) }));

    public static VBuffer<T> Dense<T>(T[] values) => new(values.Length, values);

    public static VBuffer<float> Sparse(float[] values)
    {
        int[] indices = [.. Enumerable.Range(0, values.Length).Where(slot => values[slot] != 0)];
        return new VBuffer<float>(values.Length, indices.Length, [.. indices.Select(slot => values[slot])], indices);
    }

    private static byte Grey(int row, int slot)
    {
        uint hash = (uint)(row * 73_856_093) ^ (uint)(slot * 19_349_663);
        hash = (hash ^ (hash >> 13)) * 1_274_126_177u;
        return hash % 3 == 0 ? (byte)0 : (byte)(hash >> 24);
    }
}

internal sealed class ImageRow
{
    public int Number { get; set; }

    [VectorType(TinyModel.Size)]
    public float[] Pixels { get; set; } = [];
}

internal sealed class LatentRow
{
    public int Number { get; set; }

    public float[] Latent { get; set; } = [];

    public float[] Again { get; set; } = [];
}
