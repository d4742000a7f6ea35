using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals.Pictures;

/// <summary>Draws rows over their reconstructions.</summary>
internal static class ReconstructionSheet
{
    private const int Columns = 10;

    public static Picture Draw(VaeTransformer transformer, IDataView data, int count, ImageShape shape, PictureOptions options)
    {
        IReadOnlyList<ReconstructedRow> rows = ModelReader.Reconstruct(transformer, data, count);
        string mean = Numbers.Short(rows.Average(row => row.SquaredError));
        var sheet = new TileSheet("Originals and reconstructions", $"Below each pair: squared error per pixel (mean {mean}).")
        {
            Zoom = options.Zoom,
        };
        return sheet.Arrange([.. rows.Chunk(Columns).SelectMany(some => Pair(some, shape))], FormattableString.Invariant(
            $"{Numbers.Of(rows.Count, "image")} over their reconstructions; the mean squared error per pixel is {mean}."));
    }

    private static IEnumerable<TileRow> Pair(ReconstructedRow[] rows, ImageShape shape) =>
    [
        new([.. rows.Select(row => shape.ToTile(row.Original))]) { Label = "original" },
        new([.. rows.Select(row => shape.ToTile(row.Reconstruction))])
        {
            Label = "decoded",
            Captions = [.. rows.Select(row => Numbers.Short(row.SquaredError))],
            EndsGroup = true,
        },
    ];
}
