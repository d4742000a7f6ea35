using Microsoft.ML.Vae.Blocks;
using Microsoft.ML.Vae.Idx;

namespace Microsoft.ML;

/// <summary>Adds IDX files, the format of MNIST, to <see cref="MLContext.Data"/>.</summary>
public static class IdxCatalog
{
    /// <summary>
    /// The rows of an IDX file of bytes or floats, as MNIST's files of images are, plain or compressed by gzip. They are read in blocks of
    /// at most 8 MiB, whatever the size of the file. A shuffled cursor reads the blocks of a plain file in random order and shuffles the
    /// rows of each; a compressed file can only be read in order, so that its rows are shuffled within blocks alone. A row's id is its
    /// place in the file.
    /// </summary>
    /// <param name="catalog">The data operations of an <see cref="MLContext"/>.</param>
    /// <param name="imagesPath">The file of at least two dimensions, the first of which counts rows.</param>
    /// <param name="labelsPath">A file with one byte for each row. Default: null, no labels.</param>
    /// <param name="imageColumnName">
    /// The column of the rows: vectors of Byte or Single with the other dimensions of the file. Default: "Pixels".
    /// </param>
    /// <param name="labelColumnName">The column of the labels, of type Byte. Default: "Label".</param>
    /// <exception cref="ArgumentNullException">An argument that must not be null is null.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="FormatException">
    /// A file is damaged or of another format, or has another number of rows than the other. The length of a compressed file is only known,
    /// and checked, when its last row is read.
    /// </exception>
    public static IDataView LoadFromIdx(
        this DataOperationsCatalog catalog,
        string imagesPath,
        string? labelsPath = null,
        string imageColumnName = "Pixels",
        string labelColumnName = "Label")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(imagesPath);
        ArgumentNullException.ThrowIfNull(imageColumnName);
        ArgumentNullException.ThrowIfNull(labelColumnName);
        return new BlockView(new IdxRows(imagesPath, labelsPath, imageColumnName, labelColumnName));
    }
}
