using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>Rows on which facts about ML.NET itself are tested.</summary>
internal static class PlatformRows
{
    public static MLContext Context() => new(seed: 1);

    public static List<PlatformRow> Make(int count) => [.. Enumerable.Range(0, count).Select(i => new PlatformRow
    {
        Number = i,
        Vector = [i, i + 0.5f, -i],
        Name = $"row {i}",
        Class = (uint)(i % 4),
    })];

    public static IDataView View(this MLContext ml, int count) => ml.Data.LoadFromEnumerable(Make(count));

    public static List<float> Numbers(this IDataView view) => [.. view.GetColumn<float>(nameof(PlatformRow.Number))];
}

internal sealed class PlatformRow
{
    public float Number { get; set; }

    [VectorType(3)]
    public float[] Vector { get; set; } = [];

    public string Name { get; set; } = "";

    [KeyType(4)]
    public uint Class { get; set; }
}
