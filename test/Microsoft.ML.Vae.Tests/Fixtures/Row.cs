using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>A row of plain columns.</summary>
internal sealed class Row
{
    public float A { get; set; }

    [VectorType(2)]
    public float[] V { get; set; } = [];

    public string Name { get; set; } = "";

    public static IReadOnlyList<Row> Some(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Row { A = i, V = [i, -i], Name = $"row {i}" })];

    public static IDataView View(MLContext context, int count = 3) => context.Data.LoadFromEnumerable(Some(count));
}
