using System.Drawing;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae;

/// <summary>Which image files to load, and how. Instances are immutable, so one can serve any number of estimators.</summary>
public sealed record ImageFileOptions
{
    /// <summary>The column to add: opaque images of <see cref="ImageHeight"/> and <see cref="ImageWidth"/>.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>
    /// The text column with the files' paths, or the column of vectors of Byte with the files themselves, such as a binary column of a
    /// Parquet file; an empty path or vector gives a missing image (null). Default: null, the name of the output column.
    /// </summary>
    public string? InputColumnName { get; init; }

    /// <summary>
    /// The folder that relative paths start from, saved with the model as it is given. Default: null, the current folder of the process.
    /// </summary>
    public string? ImageFolder { get; init; }

    /// <summary>The width of the images in pixels, at least 1.</summary>
    public required int ImageWidth { get; init; }

    /// <summary>The height of the images in pixels, at least 1.</summary>
    public required int ImageHeight { get; init; }

    /// <summary>
    /// How images of other proportions are fitted: <c>IsoCrop</c> keeps the center and cuts off the rest, <c>IsoPad</c> adds borders of
    /// <see cref="BackgroundColor"/>, <c>Fill</c> changes the proportions. All three average when shrinking and interpolate linearly when
    /// enlarging. Default: <c>IsoCrop</c>.
    /// </summary>
    public ImageResizingEstimator.ResizingKind Resizing { get; init; } = ImageResizingEstimator.ResizingKind.IsoCrop;

    /// <summary>
    /// The color behind transparent pixels and of the borders that <c>IsoPad</c> adds; opaque. Default: black, as in ML.NET's transforms.
    /// </summary>
    public Color BackgroundColor { get; init; } = Color.Black;

    /// <summary>
    /// Whether to convert to grey, 0.3 red + 0.59 green + 0.11 blue as in ML.NET's <c>ConvertToGrayscale</c>: three equal channels, one of
    /// which <see cref="ImageLayout"/> with one channel keeps. Default: false.
    /// </summary>
    public bool Grayscale { get; init; }

    /// <summary>
    /// Which levels of 16-bit grey become black and white. Other files are not affected. Default: <see cref="GrayWindow.Full"/>.
    /// </summary>
    public GrayWindow GrayWindow { get; init; } = GrayWindow.Full;

    /// <summary>What a file that cannot be loaded leads to. Default: <see cref="InvalidFileBehavior.Throw"/>.</summary>
    public InvalidFileBehavior OnInvalidFile { get; init; } = InvalidFileBehavior.Throw;

    /// <summary>
    /// The most pixels that a file's header may declare, at least 1; others are not decoded. One pixel takes 4 bytes while the file is
    /// decoded, less in JPEG and WebP files that are much larger than needed. Default: 150,000,000.
    /// </summary>
    public long MaximumPixels { get; init; } = DefaultMaximumPixels;

    internal const long DefaultMaximumPixels = 150_000_000;

    internal string InputOrOutputColumnName => InputColumnName ?? OutputColumnName;
}
