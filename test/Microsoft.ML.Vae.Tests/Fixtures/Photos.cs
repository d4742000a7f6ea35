namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>
/// Small colour images that vary as photos do: a sky that fades towards the horizon, the ground, something round in front of both, and the
/// grain of a sensor. The same for a seed everywhere.
/// </summary>
internal static class Photos
{
    public const string Column = "Photo";
    public const int Side = 32;

    private const double Grain = 0.02;

    /// <summary>An image column.</summary>
    public static IDataView View(MLContext context, int count, int seed = 1)
    {
        IDataView bytes = PixelViews.OfBytes(context, Pixels(count, seed));
        return context.Transforms.ConvertToImage(Side, Side, Column, PixelViews.Column, interleavedColors: true).Fit(bytes).Transform(bytes);
    }

    /// <summary>Red, green and blue of each pixel, row by row.</summary>
    private static byte[][] Pixels(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Photo(random))];
    }

    private static byte[] Photo(Random random)
    {
        double[] sky = Color(random, 0.5, 1), haze = Color(random, 0.6, 1), ground = Color(random, 0.1, 0.6), thing = Color(random, 0, 1);
        double horizon = Side * Between(random, 0.35, 0.75), slope = Between(random, -0.2, 0.2);
        double x = Side * Between(random, 0.25, 0.75), y = Side * Between(random, 0.3, 0.8), radius = Side * Between(random, 0.1, 0.25);
        var pixels = new byte[Side * Side * 3];
        for (int i = 0; i < pixels.Length; i++)
        {
            int color = i % 3, column = i / 3 % Side, row = i / 3 / Side;
            double height = horizon + slope * (column - Side / 2.0);
            double above = Math.Clamp(height - row, 0, 1), depth = Math.Clamp(row / height, 0, 1);
            double behind = above * (sky[color] + (haze[color] - sky[color]) * depth) + (1 - above) * ground[color];
            double inside = Math.Clamp(radius - Math.Sqrt((column - x) * (column - x) + (row - y) * (row - y)) + 0.5, 0, 1);
            double value = behind + inside * (thing[color] - behind) + Grain * (random.NextDouble() - 0.5);
            pixels[i] = (byte)Math.Clamp(256 * value, 0, 255);
        }
        return pixels;
    }

    private static double[] Color(Random random, double low, double high) =>
        [Between(random, low, high), Between(random, low, high), Between(random, low, high)];

    private static double Between(Random random, double low, double high) => low + (high - low) * random.NextDouble();
}
