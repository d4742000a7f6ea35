using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Bench;

/// <summary>Rows that t-SNE maps: ten clusters in ten dimensions.</summary>
internal static class TsneRows
{
    private const int Count = 2000, Size = 10, Clusters = 10;

    public static float[][] Create()
    {
        var random = new Random(1);
        float[][] centers = [.. Enumerable.Range(0, Clusters).Select(_ => Row(random, 3))];
        return [.. Enumerable.Range(0, Count).Select(i => Row(random, 1).Zip(centers[i % Clusters], (a, b) => a + b).ToArray())];
    }

    private static float[] Row(Random random, double deviation) =>
        [.. Enumerable.Range(0, Size).Select(_ => (float)(deviation * Normal(random)))];

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

/// <summary>The map of the package with visuals, as many iterations as the plain loop makes.</summary>
internal sealed class VisualTsne() : Variant("Tsne.Embed, 250 iterations", "maps/s")
{
    public override double Measure()
    {
        float[][] rows = TsneRows.Create();
        return Speed.Of(() => Tsne.Embed(rows, new TsneOptions { Iterations = PlainTsne.Iterations }));
    }
}

/// <summary>The map of the package with visuals with its defaults.</summary>
internal sealed class WholeTsne() : Variant("Tsne.Embed", "s")
{
    public override double Measure()
    {
        float[][] rows = TsneRows.Create();
        return 1 / Speed.Of(() => Tsne.Embed(rows));
    }
}
