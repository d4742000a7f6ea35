namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Small grey images with something to learn: a bright spot whose place and width vary smoothly. The same for a seed everywhere.</summary>
internal static class LearnableImages
{
    public const int Count = 60;

    /// <summary>That of <see cref="View"/>.</summary>
    public static ImageLayout Layout { get; } = new(8, 9, 1);

    public static IDataView View(int count = Count, int seed = 1) =>
        PixelViews.OfSingles(new MLContext(), Singles(count, Layout.Height * Layout.Width, seed));

    public static byte[][] Bytes(int count, int size, int seed = 1) =>
        [.. Singles(count, size, seed).Select(row => Array.ConvertAll(row, value => (byte)(value * byte.MaxValue)))];

    /// <summary>Values in 0..1.</summary>
    public static float[][] Singles(int count, int size, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Spot(random, size))];
    }

    private static float[] Spot(Random random, int size)
    {
        double centre = random.NextDouble() * size;
        double width = (0.05 + 0.2 * random.NextDouble()) * size;
        return [.. Enumerable.Range(0, size).Select(i => (float)Math.Exp(-Math.Pow((i - centre) / width, 2)))];
    }
}
