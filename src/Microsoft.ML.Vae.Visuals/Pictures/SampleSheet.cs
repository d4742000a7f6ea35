using Microsoft.ML.Vae.Generation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals.Pictures;

/// <summary>Draws samples from the prior.</summary>
internal static class SampleSheet
{
    private const int MostValues = 10;
    private const int MostColumns = 32;

    public static Picture Draw(VaeTransformer transformer, int count, int seed, ImageShape shape, PictureOptions options)
    {
        ConditionColumn? column = transformer.Model.Input.Condition;
        string note = FormattableString.Invariant($"Decoded from draws of the prior, seed {seed}");
        if (column is { Kind: ConditionKind.Key } && options.Condition is null)
            return OfEachValue(transformer, count, seed, shape, options, column, note);
        ConditionValue? condition = Conditions.Of(transformer, options);
        note += Conditions.Describe(condition);
        int columns = Math.Min(MostColumns, (int)Math.Ceiling(Math.Sqrt(count)));
        var tiles = ModelReader.Decode(transformer, ModelReader.DrawLatents(transformer, count, seed), condition).Select(shape.ToTile);
        var sheet = new TileSheet("Samples", $"{note}.") { Zoom = options.Zoom };
        return sheet.Arrange([.. tiles.Chunk(columns).Select(row => new TileRow(row))], $"{Numbers.Of(count, "sample")}. {note}.");
    }

    /// <summary>A row per value of the key.</summary>
    private static Picture OfEachValue(
        VaeTransformer transformer, int count, int seed, ImageShape shape, PictureOptions options, ConditionColumn column, string note)
    {
        int values = Math.Min(MostValues, column.Size), columns = Math.Clamp(count / values, 1, MostColumns);
        IReadOnlyList<float[]> latents = ModelReader.DrawLatents(transformer, columns, seed);
        List<TileRow> rows = [];
        for (int value = 1; value <= values; value++)
        {
            var condition = new ConditionValue(column, [value]);
            rows.Add(new TileRow([.. ModelReader.Decode(transformer, latents, condition).Select(shape.ToTile)])
            {
                Label = Conditions.Value(condition),
            });
        }
        string shown = column.Size > values ? FormattableString.Invariant($" (the first {values} of {column.Size})") : "";
        note = $"{note}; a row for each value of {column.Name}{shown}, a column for each latent.";
        return new TileSheet($"Samples by {column.Name}", note) { Zoom = options.Zoom }.Arrange(rows, note);
    }
}
