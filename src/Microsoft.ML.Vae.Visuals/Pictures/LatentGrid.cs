using Microsoft.ML.Vae.Generation;
using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals.Pictures;

/// <summary>Draws the plane of two latent dimensions; of a model with one dimension, its line.</summary>
internal static class LatentGrid
{
    private const int MostRows = 10_000;
    private const int WantedTile = 32;

    public static Picture Draw(
        VaeTransformer transformer, IDataView? data, int steps, (int? Horizontal, int? Vertical) chosen, ImageShape shape,
        PictureOptions options)
    {
        int[] order = DimensionOrder.Of(transformer);
        int horizontal = chosen.Horizontal ?? order.First(dimension => dimension != chosen.Vertical);
        int? vertical = chosen.Vertical ?? order.Where(dimension => dimension != horizontal).Cast<int?>().FirstOrDefault();
        (float[] middle, float[][] quantiles) = Quantile(transformer, data, steps, vertical is { } up ? [horizontal, up] : [horizontal]);
        ConditionValue? condition = Conditions.Of(transformer, options);
        List<TileRow> rows = [];
        for (int row = 0; row < (vertical is null ? 1 : steps); row++)
        {
            float[][] latents = [.. Enumerable.Range(0, steps).Select(step =>
            {
                float[] latent = [.. middle];
                latent[horizontal] = quantiles[0][step];
                if (vertical is { } axis)
                    latent[axis] = quantiles[1][steps - 1 - row];
                return latent;
            })];
            rows.Add(new TileRow([.. ModelReader.Decode(transformer, latents, condition).Select(shape.ToTile)]));
        }
        string source = data is null ? "quantiles of the prior" : "quantiles of the data's latents";
        string axes = FormattableString.Invariant($"Across: dimension {horizontal}, from ")
            + $"{Numbers.Plain(quantiles[0][0])} to {Numbers.Plain(quantiles[0][^1])}"
            + (vertical is { } y ? FormattableString.Invariant($"; upwards: dimension {y}, from ")
                + $"{Numbers.Plain(quantiles[1][0])} to {Numbers.Plain(quantiles[1][^1])}" : "");
        string others = transformer.LatentDimension > quantiles.Length ? "; the other dimensions at their middle" : "";
        string note = $"{axes} ({source}){others}{Conditions.Describe(condition)}.";
        int zoom = options.Zoom ?? Math.Max(1, WantedTile / Math.Max(shape.Layout.Width, shape.Layout.Height));
        var sheet = new TileSheet("The latent space, decoded", note) { Zoom = zoom, Gap = 0 };
        return sheet.Arrange(rows, $"A grid of decoded images. {note}");
    }

    /// <summary>Where the other dimensions stay, and the steps along each of those that are shown.</summary>
    private static (float[] Middle, float[][] Steps) Quantile(VaeTransformer transformer, IDataView? data, int steps, int[] dimensions)
    {
        if (data is null)
        {
            return transformer.Model.HasPosterior
                ? (new float[transformer.LatentDimension], [.. dimensions.Select(_ => Quantiles.OfNormal(steps))])
                : throw new InvalidOperationException("The latents of this model have no normal prior; pass data, whose latents then give "
                    + "the quantiles.");
        }
        IReadOnlyList<float[]> latents = LatentTable.Read(transformer, data, labelColumn: null, MostRows, seed: 0).Latents;
        return (
            [.. Enumerable.Range(0, transformer.LatentDimension).Select(j => Quantiles.Of(latents.Select(latent => latent[j]), 1)[0])],
            [.. dimensions.Select(j => Quantiles.Of(latents.Select(latent => latent[j]), steps))]);
    }
}
