using Microsoft.ML.Vae;
using Microsoft.ML.Vae.Blocks;
using Microsoft.ML.Vae.Parquet.Reading;
using Microsoft.ML.Vae.Parquet.Writing;

namespace Microsoft.ML;

/// <summary>Adds Parquet files to <see cref="MLContext.Data"/>.</summary>
public static class ParquetCatalog
{
    /// <summary>
    /// The rows of Parquet files, in the ordinal order of the files' paths. Nothing but footers is read before a cursor moves; then only
    /// the columns that are active are, in slices of at most 32 MiB or one row, whatever the size of files and row groups. A shuffled
    /// cursor reads the row groups in random order and shuffles the rows of each slice. A row's id is its place among all rows.
    /// <list type="table">
    /// <listheader><term>Parquet</term><description>ML.NET</description></listheader>
    /// <item><term>boolean, integers, float, double, float16</term><description>the same type; float16 becomes Single</description></item>
    /// <item><term>string, enum, JSON</term><description>Text; null is empty</description></item>
    /// <item><term>date, timestamp</term><description>DateTime; DateTimeOffset for timestamps in UTC; to 100 ns</description></item>
    /// <item><term>list of these</term><description>vector</description></item>
    /// <item><term>binary, fixed_len_byte_array</term><description>vector of Byte, or image; null: empty, no image</description></item>
    /// </list>
    /// A null is NaN in columns of floats and doubles, and an error in others that the table says nothing of.
    /// </summary>
    /// <param name="catalog">The data operations of an <see cref="MLContext"/>.</param>
    /// <param name="path">
    /// A file; a folder, whose files that end in .parquet are read; or a pattern with * and ? in the file's name, such as
    /// <c>data/part-*.parquet</c>, or <c>data/**/*.parquet</c> for the folders in it, too.
    /// </param>
    /// <param name="options">What to read. Default: null, all columns.</param>
    /// <exception cref="ArgumentNullException">An argument that must not be null is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Options name a column that there is not, or a size below 0.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="FormatException">
    /// A file is damaged or no Parquet file, a column has a type that cannot be mapped, or two files differ in a column.
    /// </exception>
    public static IDataView LoadFromParquet(this DataOperationsCatalog catalog, string path, ParquetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(path);
        return new BlockView(new ParquetRows(FilePattern.Find(path), options ?? new ParquetOptions()));
    }

    /// <summary>The same for files in a given order.</summary>
    /// <param name="catalog">The data operations of an <see cref="MLContext"/>.</param>
    /// <param name="files">The paths of the files, at least one.</param>
    /// <param name="options">What to read. Default: null, all columns.</param>
    /// <exception cref="ArgumentNullException">An argument that must not be null is null.</exception>
    /// <exception cref="ArgumentException">There are no files.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Options name a column that there is not, or a size below 0.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="FormatException">
    /// A file is damaged or no Parquet file, a column has a type that cannot be mapped, or two files differ in a column.
    /// </exception>
    public static IDataView LoadFromParquet(this DataOperationsCatalog catalog, IEnumerable<string> files, ParquetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(files);
        string[] paths = [.. files];
        if (paths.Length == 0)
            throw new ArgumentException("There are no files; at least one is needed.", nameof(files));
        return new BlockView(new ParquetRows(paths, options ?? new ParquetOptions()));
    }

    /// <summary>
    /// Writes rows as a Parquet file, in row groups that are at most as large as the options say. Vectors become lists, keys their values
    /// or where they have none their numbers from 1, images PNG files, dates and times timestamps in microseconds. The file is written
    /// under another name, flushed to the disk, checked, and renamed, so that a crash or an error leaves an older file of that name as it
    /// was.
    /// </summary>
    /// <param name="catalog">The data operations of an <see cref="MLContext"/>.</param>
    /// <param name="data">The rows, which are read once.</param>
    /// <param name="path">The path of the file, in an existing folder.</param>
    /// <param name="options">What to write, and how. Default: null, all columns whose types Parquet has.</param>
    /// <exception cref="ArgumentNullException">An argument that must not be null is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Options are out of range or name a column that is not there or cannot be written, or there is no column to write.
    /// </exception>
    /// <exception cref="IOException">The file could not be written.</exception>
    public static void SaveAsParquet(
        this DataOperationsCatalog catalog, IDataView data, string path, ParquetWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(path);
        new ParquetWriter(data, options ?? new ParquetWriteOptions()).Write(path);
    }
}
