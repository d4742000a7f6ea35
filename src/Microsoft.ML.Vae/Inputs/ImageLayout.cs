using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae;

/// <summary>
/// How the numbers of a row make an image. The names and defaults are those of ML.NET's <c>ExtractPixels</c> and <c>ConvertToImage</c>, so
/// that what the one makes and the other takes is described by the same words.
/// </summary>
/// <param name="Height">Rows of pixels, at least 1.</param>
/// <param name="Width">Pixels per row, at least 1.</param>
/// <param name="Channels">Numbers per pixel: 1 (grey), 3 (red, green, blue), 4 (with alpha) or, in vectors only, 2. Default: 3.</param>
public sealed record ImageLayout(int Height, int Width, int Channels = 3)
{
    /// <summary>
    /// Whether a pixel's numbers stand side by side (height, width, channels) rather than plane after plane (channels, height, width).
    /// Default: false.
    /// </summary>
    public bool InterleavePixelColors { get; init; }

    /// <summary>The order of the colours; alpha is left out of it when there are three channels. Default: <c>ARGB</c>.</summary>
    public ImagePixelExtractingEstimator.ColorsOrder ColorOrder { get; init; } = ImagePixelExtractingEstimator.ColorsOrder.ARGB;

    /// <summary>Whether there are images of so many channels.</summary>
    internal bool IsOfImages => Channels != 2;

    /// <summary>Numbers per image.</summary>
    internal long Size => (long)Height * Width * Channels;

    /// <summary>The shape of the vectors that <c>ExtractPixels</c> makes of images with this layout.</summary>
    internal int[] Dimensions => InterleavePixelColors ? [Height, Width, Channels] : [Channels, Height, Width];

    /// <summary>Faults of the layout itself, each with its legal range.</summary>
    internal IEnumerable<string> Faults()
    {
        if (Height < 1)
            yield return Guard.Fault("Image.Height", Height, "at least 1");
        if (Width < 1)
            yield return Guard.Fault("Image.Width", Width, "at least 1");
        if (Channels is < 1 or > 4)
            yield return Guard.Fault("Image.Channels", Channels, "in [1, 4]");
        if (!Enum.IsDefined(ColorOrder))
            yield return Guard.Fault("Image.ColorOrder", (int)ColorOrder, "a value of ColorsOrder");
        if (Height >= 1 && Width >= 1 && (long)Height * Width > int.MaxValue / 4)
            yield return Guard.Fault("Image", $"{Height} x {Width}", $"at most {int.MaxValue / 4} pixels");
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Height} x {Width} with {Channels} {(InterleavePixelColors ? "interleaved" : "planar")} channels");
}
