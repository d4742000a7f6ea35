using Microsoft.ML.Vae.Generation;
using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals.Pictures;

/// <summary>Draws what each latent dimension does.</summary>
internal static class TraversalSheet
{
    public static Picture Draw(
        VaeTransformer transformer, IDataView? data, int dimensions, double range, int steps, ImageShape shape, PictureOptions options)
    {
        float[] start = data is null
            ? new float[transformer.LatentDimension]
            : ModelReader.Reconstruct(transformer, data, 1)[0].Latent;
        ConditionValue? condition = Conditions.Of(transformer, options);
        IReadOnlyList<double>? nats = transformer.Report.Health?.KlPerDimension;
        bool hasNats = transformer.Model.HasPosterior && nats is not null;
        int[] shown = [.. DimensionOrder.Of(transformer).Take(dimensions)];
        IReadOnlyList<TileRow> rows = [.. shown.Select(dimension =>
        {
            float[][] latents = LatentPath.Along(start, dimension, range, steps);
            return new TileRow([.. ModelReader.Decode(transformer, latents, condition).Select(shape.ToTile)])
            {
                Label = FormattableString.Invariant($"z{dimension}") + (hasNats ? $" ({Numbers.Short(nats![dimension])} nats)" : ""),
            };
        })];
        string from = data is null ? "the middle of the prior" : "the first row";
        string some = shown.Length < transformer.LatentDimension
            ? FormattableString.Invariant($"; {shown.Length} of {transformer.LatentDimension} dimensions") : "";
        string order = hasNats ? ", the largest KL divergence first" : "";
        string note = $"From {from}, one dimension per row runs from {Numbers.Plain(-range)} to {Numbers.Plain(range)}{order}{some}"
            + $"{Conditions.Describe(condition)}.";
        return new TileSheet("Traversals", note) { Zoom = options.Zoom }.Arrange(rows, $"What each latent dimension does. {note}");
    }
}
