using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals.Pictures;

/// <summary>Draws where anomaly scores come from.</summary>
internal static class HeatMapSheet
{
    private const int Columns = 10;
    private const double LargestShare = 0.999;   // what is beyond this quantile of all pixels has the strongest colour

    public static Picture Draw(VaeTransformer transformer, IDataView data, int count, ImageShape shape, PictureOptions options)
    {
        IReadOnlyList<ScoredImage> rows = ScoredImage.Read(transformer, data, count);
        float[][] maps = [.. rows.Select(row => AddChannels(row.Contributions, shape.Layout))];
        float[] sorted = [.. maps.SelectMany(map => map).Order()];
        double largest = Math.Max(Quantiles.At(sorted, LargestShare), 1e-12);
        (ScoredImage Row, float[] Map)[] all = [.. rows.Zip(maps)];
        string note = $"Below each: its anomaly score ({transformer.AnomalyScore}, nats). From none to {Numbers.Short(largest)} nats a "
            + "pixel, black over grey turns red, then yellow; one scale for all.";
        return new TileSheet("Where anomaly scores come from", note) { Zoom = options.Zoom }.Arrange(
            [.. all.Chunk(Columns).SelectMany(some => Group(some, shape, largest))],
            $"{Numbers.Of(rows.Count, "image")}, their reconstructions, and the share of each pixel of the anomaly score.");
    }

    private static IEnumerable<TileRow> Group((ScoredImage Row, float[] Map)[] rows, ImageShape shape, double largest) =>
    [
        new([.. rows.Select(row => shape.ToTile(row.Row.Original))]) { Label = "original" },
        new([.. rows.Select(row => shape.ToTile(row.Row.Reconstruction))]) { Label = "decoded" },
        new([.. rows.Select(row => Over(shape.ToTile(row.Row.Original), row.Map, largest))])
        {
            Label = "score",
            Captions = [.. rows.Select(row => Numbers.Short(row.Row.Score))],
            EndsGroup = true,
        },
    ];

    /// <summary>The image in dim grey, with the colour of heat laid over it.</summary>
    private static Tile Over(Tile image, float[] map, double largest)
    {
        byte[] bgra = [.. image.Bgra];
        for (int i = 0; i < map.Length; i++)
        {
            Span<byte> pixel = bgra.AsSpan(4 * i, 4);
            double grey = 0.35 * (0.11 * pixel[0] + 0.59 * pixel[1] + 0.3 * pixel[2]);
            double heat = Math.Sqrt(Math.Clamp(map[i] / largest, 0, 1));
            (double red, double green, double blue) = (255, 255 * Math.Max(0, 2 * heat - 1), 60 * Math.Max(0, 3 * heat - 2));
            (pixel[0], pixel[1], pixel[2], pixel[3]) = (Mix(blue), Mix(green), Mix(red), byte.MaxValue);

            byte Mix(double hot) => (byte)Math.Round((1 - heat) * grey + heat * hot);
        }
        return image with { Bgra = bgra };
    }

    private static float[] AddChannels(float[] values, ImageLayout layout)
    {
        int pixels = layout.Width * layout.Height;
        float[] map = new float[pixels];
        for (int i = 0; i < values.Length; i++)
            map[layout.InterleavePixelColors ? i / layout.Channels : i % pixels] += values[i];
        return map;
    }
}
