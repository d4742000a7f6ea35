namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Small pictures with something to learn: a bright spot whose place and width vary smoothly. The same for a seed everywhere.</summary>
internal static class SyntheticPixels
{
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
