using Microsoft.ML.Vae.Generation;
using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals.Pictures;

/// <summary>Draws what is between rows.</summary>
internal static class Interpolation
{
    private const int WantedFrame = 224;
    private static readonly TimeSpan _frame = TimeSpan.FromMilliseconds(80);

    public static Picture Draw(
        VaeTransformer transformer, IDataView data, int count, int steps, InterpolationPath path, ImageShape shape, PictureOptions options)
    {
        IReadOnlyList<ReconstructedRow> stops = Stops(transformer, data, count);
        ConditionValue? condition = Conditions.Of(transformer, options);
        List<TileRow> rows = [];
        foreach ((ReconstructedRow from, ReconstructedRow to) in stops.Zip(stops.Skip(1)))
        {
            float[][] latents = LatentWalk.Between(from.Latent, to.Latent, steps, path);
            IEnumerable<Tile> between = ModelReader.Decode(transformer, latents, condition).Select(shape.ToTile);
            rows.Add(new TileRow([shape.ToTile(from.Original), .. between, shape.ToTile(to.Original)]));
        }
        string note = $"First and last: rows of the data; between them, {Name(path)} in {steps} steps{Conditions.Describe(condition)}.";
        return new TileSheet("Interpolation", note) { Zoom = options.Zoom }.Arrange(rows, $"Decoded images between rows. {note}");
    }

    public static Animation Animate(
        VaeTransformer transformer, IDataView data, int count, int steps, InterpolationPath path, ImageShape shape, PictureOptions options)
    {
        IReadOnlyList<ReconstructedRow> stops = Stops(transformer, data, count);
        IReadOnlyList<float[]> latents = LatentWalk.Round([.. stops.Select(stop => stop.Latent)], steps, path);
        ConditionValue? condition = Conditions.Of(transformer, options);
        int zoom = options.Zoom ?? Math.Max(1, WantedFrame / Math.Max(shape.Layout.Width, shape.Layout.Height));
        string text = $"A journey through {Numbers.Of(stops.Count, "row")} of the data, decoded along {Name(path)} from each to the next"
            + $"{Conditions.Describe(condition)}.";
        return new Animation(
            [.. ModelReader.Decode(transformer, latents, condition).Select(values => shape.ToTile(values).ToPicture(zoom, text))],
            _frame, text);
    }

    private static string Name(InterpolationPath path) => path == InterpolationPath.Linear ? "a straight line" : "an arc";

    private static IReadOnlyList<ReconstructedRow> Stops(VaeTransformer transformer, IDataView data, int count)
    {
        IReadOnlyList<ReconstructedRow> stops = ModelReader.Reconstruct(transformer, data, count);
        return stops.Count >= 2 ? stops : throw new InvalidOperationException("The data has one row; an interpolation needs at least two.");
    }
}
