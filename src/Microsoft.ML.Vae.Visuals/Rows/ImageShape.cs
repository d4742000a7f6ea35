using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Visuals.Drawing;

namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>How the rows of a model become images.</summary>
/// <param name="Layout">How the numbers make an image.</param>
/// <param name="Range">The numbers of black and white, in the units of the column.</param>
internal sealed record ImageShape(ImageLayout Layout, (float Black, float White) Range)
{
    public Tile ToTile(float[] values) => Tile.Of(values, Layout, Range);

    /// <summary>The shape of a model's rows; null if they make no image.</summary>
    public static ImageShape? TryOf(VaeTransformer transformer, PictureOptions options)
    {
        PixelColumn input = transformer.Model.Input;
        if ((options.Image ?? input.Layout) is not { IsOfImages: true } layout)
            return null;
        if (string.Join(" ", layout.Faults()) is { Length: > 0 } faults)
            throw new ArgumentException(faults, nameof(options));
        return layout.Size == input.Size ? new ImageShape(layout, input.Range) : throw new ArgumentException(FormattableString.Invariant(
            $"Image is {layout}, {layout.Size} numbers; must be of {input.Size}, as the rows of column '{input.Name}'."), nameof(options));
    }

    /// <exception cref="InvalidOperationException">The rows make no image.</exception>
    public static ImageShape Of(VaeTransformer transformer, PictureOptions options) =>
        TryOf(transformer, options) ?? throw new InvalidOperationException(FormattableString.Invariant(
            $"The rows of column '{transformer.InputColumnName}', {transformer.InputSize} numbers each, are not known to make an image; ")
            + $"set {nameof(PictureOptions)}.{nameof(PictureOptions.Image)} if they do.");
}
