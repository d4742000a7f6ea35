using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae;
using Microsoft.ML.Vae.Images;

namespace Microsoft.ML;

/// <summary>Adds the loading of image files to <see cref="MLContext.Transforms"/>.</summary>
public static class ImageFileCatalog
{
    /// <summary>
    /// Loads the image files that a column names or holds, upright and in one size: ML.NET's <c>LoadImages</c> and <c>ResizeImages</c> in
    /// one step that applies EXIF orientation, fills transparent pixels, keeps the range of 16-bit grey and filters while it shrinks.
    /// </summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="outputColumnName">The column to add, of images of the given height and width.</param>
    /// <param name="imageWidth">The width of the images, at least 1 pixel.</param>
    /// <param name="imageHeight">The height of the images, at least 1 pixel.</param>
    /// <param name="imageFolder">
    /// The folder that relative paths start from. Default: null, the current folder of the process.
    /// </param>
    /// <param name="inputColumnName">
    /// The text column with the files' paths, or the column of vectors of Byte with the files. Default: null, the name of the output
    /// column.
    /// </param>
    /// <param name="resizing">How images of other proportions are fitted. Default: <c>IsoCrop</c>, which keeps the center.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="outputColumnName"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range; the message lists them all.</exception>
    public static ImageFileEstimator LoadAndResizeImages(
        this TransformsCatalog catalog,
        string outputColumnName,
        int imageWidth,
        int imageHeight,
        string? imageFolder = null,
        string? inputColumnName = null,
        ImageResizingEstimator.ResizingKind resizing = ImageResizingEstimator.ResizingKind.IsoCrop) =>
        catalog.LoadAndResizeImages(new ImageFileOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            ImageFolder = imageFolder,
            ImageWidth = imageWidth,
            ImageHeight = imageHeight,
            Resizing = resizing,
        });

    /// <summary>Loads the image files that a column names or holds, upright and in one size, with all options.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="options">What to load, and how.</param>
    /// <exception cref="ArgumentNullException">An argument, or an option that cannot be null, is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range; the message lists them all.</exception>
    public static ImageFileEstimator LoadAndResizeImages(this TransformsCatalog catalog, ImageFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ImageFileOptionsValidator.Check(options);
        return new ImageFileEstimator(((IInternalCatalog)catalog).Environment, options);
    }
}
