using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae;
using Microsoft.ML.Vae.Blocks;
using Microsoft.ML.Vae.Images;

namespace Microsoft.ML;

/// <summary>Adds folders of images to <see cref="MLContext.Data"/>.</summary>
public static class ImageFolderCatalog
{
    /// <summary>
    /// The image files (JPEG, PNG, WebP, BMP, GIF) of a folder and of the folders in it, in the ordinal order of their paths: the full path
    /// in <c>Path</c>, and the name of the file's folder in <c>Label</c>, which is empty for files in the folder itself. No file is opened;
    /// <c>LoadAndResizeImages</c> loads them. A shuffled cursor shuffles blocks of 16 files, and the files of each. A row's id is its
    /// place in that order.
    /// </summary>
    /// <param name="catalog">The data operations of an <see cref="MLContext"/>.</param>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="IOException">There is no such folder, or no image in it.</exception>
    public static IDataView LoadFromImageFolder(this DataOperationsCatalog catalog, string folder)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(folder);
        return new BlockView(ImageFolderFiles.Find(folder));
    }

    /// <summary>
    /// The same with the images in <c>Image</c>, upright and in one size, as
    /// <see cref="ImageFileCatalog.LoadAndResizeImages(TransformsCatalog, ImageFileOptions)"/> loads them. A file is read
    /// when a cursor asks for its image, and at no other time.
    /// </summary>
    /// <param name="catalog">The data operations of an <see cref="MLContext"/>.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="imageWidth">The width of the images, at least 1 pixel.</param>
    /// <param name="imageHeight">The height of the images, at least 1 pixel.</param>
    /// <param name="resizing">How images of other proportions are fitted. Default: <c>IsoCrop</c>, which keeps the center.</param>
    /// <param name="onInvalidFile">What a file that cannot be loaded leads to. Default: an exception.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or an enumeration has no name for a value.</exception>
    /// <exception cref="IOException">There is no such folder, or no image in it.</exception>
    public static IDataView LoadFromImageFolder(
        this DataOperationsCatalog catalog,
        string folder,
        int imageWidth,
        int imageHeight,
        ImageResizingEstimator.ResizingKind resizing = ImageResizingEstimator.ResizingKind.IsoCrop,
        InvalidFileBehavior onInvalidFile = InvalidFileBehavior.Throw)
    {
        IDataView files = catalog.LoadFromImageFolder(folder);
        var options = new ImageFileOptions
        {
            OutputColumnName = ImageFolderFiles.ImageColumn,
            InputColumnName = ImageFolderFiles.PathColumn,
            ImageWidth = imageWidth,
            ImageHeight = imageHeight,
            Resizing = resizing,
            OnInvalidFile = onInvalidFile,
        };
        ImageFileOptionsValidator.Check(options);
        return new ImageFileTransformer(((IInternalCatalog)catalog).Environment, options).Transform(files);
    }
}
