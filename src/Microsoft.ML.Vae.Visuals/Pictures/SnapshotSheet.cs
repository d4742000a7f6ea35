using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals.Pictures;

/// <summary>Draws what a model made of the same latents and rows after each epoch.</summary>
internal static class SnapshotSheet
{
    private const int MostEpochs = 12;
    private const int MostColumns = 12;
    private const int WantedTile = 96;   // of an animation
    private const double Seconds = 8;

    /// <summary>A row for each of some epochs, evenly spaced, the first and the last among them.</summary>
    public static Picture Draw(VaeTransformer transformer, SnapshotContent content, ImageShape shape, PictureOptions options)
    {
        TrainingEpoch[] epochs = Epochs(transformer, content);
        int shown = Math.Min(MostEpochs, epochs.Length);
        List<TileRow> rows = [];
        if (content == SnapshotContent.Reconstructions)
            rows.Add(new TileRow(Tiles(epochs[0].Snapshot!.Originals, shape)) { Label = "original", EndsGroup = true });
        for (int i = 0; i < shown; i++)
        {
            TrainingEpoch epoch = epochs[shown == 1 ? 0 : (int)Math.Round((double)i * (epochs.Length - 1) / (shown - 1))];
            rows.Add(new TileRow(Tiles(Images(epoch, content), shape)) { Label = FormattableString.Invariant($"epoch {epoch.Epoch}") });
        }
        string note = content == SnapshotContent.Samples
            ? "The same draws from the prior, decoded at the end of each epoch."
            : "The same training rows, decoded at the end of each epoch.";
        return new TileSheet(Title(content), note) { Zoom = options.Zoom }.Arrange(rows, note);
    }

    /// <summary>A frame for each epoch.</summary>
    public static Animation Animate(VaeTransformer transformer, SnapshotContent content, ImageShape shape, PictureOptions options)
    {
        TrainingEpoch[] epochs = Epochs(transformer, content);
        int digits = FormattableString.Invariant($"{epochs[^1].Epoch}").Length;
        int zoom = options.Zoom ?? Math.Max(1, WantedTile / Math.Max(shape.Layout.Width, shape.Layout.Height));
        string text = $"{Title(content)}, from epoch {Numbers.Count(epochs[0].Epoch)} to {Numbers.Count(epochs[^1].Epoch)}.";
        Picture[] frames = [.. epochs.Select(epoch =>
        {
            IReadOnlyList<float[]> images = Images(epoch, content);
            int columns = (int)Math.Ceiling(Math.Sqrt(images.Count));
            string number = FormattableString.Invariant($"{epoch.Epoch}").PadLeft(digits, '\u2007');
            var sheet = new TileSheet($"{Title(content)}: {number}") { Zoom = zoom };
            return sheet.Arrange([.. images.Select(shape.ToTile).Chunk(columns).Select(row => new TileRow(row))], text);
        })];
        return new Animation(frames, TimeSpan.FromSeconds(Math.Clamp(Seconds / frames.Length, 0.12, 0.7)), text);
    }

    private static string Title(SnapshotContent content) =>
        content == SnapshotContent.Samples ? "Samples by epoch" : "Reconstructions by epoch";

    private static Tile[] Tiles(IReadOnlyList<float[]> images, ImageShape shape) => [.. images.Take(MostColumns).Select(shape.ToTile)];

    private static IReadOnlyList<float[]> Images(TrainingEpoch epoch, SnapshotContent content) =>
        content == SnapshotContent.Samples ? epoch.Snapshot!.Samples : epoch.Snapshot!.Reconstructions;

    private static TrainingEpoch[] Epochs(VaeTransformer transformer, SnapshotContent content)
    {
        TrainingEpoch[] epochs = [.. transformer.History.Where(epoch => epoch.Snapshot is not null)];
        if (epochs.Length == 0)
        {
            throw new InvalidOperationException(
                $"The history has no snapshots: set {nameof(VaeOptions)}.{nameof(VaeOptions.SnapshotSamples)} for the fit, and "
                + "draw them before the model is loaded again, as a model file does not keep them.");
        }
        return Images(epochs[0], content).Count > 0 ? epochs
            : throw new InvalidOperationException("The model is a plain autoencoder, which has no prior to draw samples from.");
    }
}
