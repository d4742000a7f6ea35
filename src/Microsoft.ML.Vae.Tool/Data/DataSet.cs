using System.Buffers.Binary;
using Microsoft.ML.Vae.Images;
using Microsoft.ML.Vae.Shared.Tables;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>What a user calls data: a folder of images, IDX files, a table or Parquet files.</summary>
internal abstract class DataSet
{
    private static readonly string[] _tables = [".csv", ".tsv", ".tab", ".txt"];

    /// <summary>The path as the user gave it.</summary>
    public required string Path { get; init; }

    /// <summary>The rows that a model reads, at most so many, in the data's order.</summary>
    public abstract DataRows Open(MLContext context, LoadedModel model, int? limit = null);

    /// <summary>The column of classes that --condition names.</summary>
    /// <exception cref="InputException">There is none such.</exception>
    public abstract string ConditionColumn(string name);

    /// <summary>Finds out what is there.</summary>
    /// <param name="context">The context.</param>
    /// <param name="path">A folder or a file.</param>
    /// <param name="ignored">Columns that are no features.</param>
    /// <exception cref="IOException">There is nothing.</exception>
    /// <exception cref="FormatException">It is nothing that can be read.</exception>
    public static DataSet Find(MLContext context, string path, IReadOnlyCollection<string>? ignored = null)
    {
        if (Directory.Exists(path))
        {
            return IdxImages.AreIn(path) ? IdxImages.LoadFolder(context, path)
                : ParquetFiles.AreIn(path) ? ParquetFiles.Find(context, path, ignored ?? [])
                : ImageFolder.Find(path);
        }
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no folder or file '{path}'.");
        if (_tables.Contains(System.IO.Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            return new TableFile(new CsvTable(context, path, ignored ?? [])) { Path = path };
        if (ParquetFiles.Is(path))
            return ParquetFiles.Find(context, path, ignored ?? []);
        if (IsIdx(path))
            return IdxImages.LoadFile(context, path);
        var hint = ImageFolderFiles.IsImage(path) ? " For images, give their folder." : "";
        throw new InputException($"'{path}' is neither a folder of images, nor a table ({string.Join(", ", _tables)}), nor a "
            + $"Parquet file (.parquet), nor an IDX file of images.{hint}");
    }

    /// <summary>Whether --condition names the one column of classes that there is.</summary>
    protected static bool IsClass(string name) => name.Equals(DataRows.ClassColumn, StringComparison.OrdinalIgnoreCase);

    /// <summary>The column that --condition names.</summary>
    protected string OneOf(IEnumerable<string> columns, string name)
    {
        string[] all = [.. columns];
        return all.Contains(name) ? name : throw new InputException(all.Length == 0
            ? $"--condition is '{name}', but '{Path}' has no column of texts or numbers that could be classes."
            : $"--condition is '{name}'; must be one of the columns of '{Path}': {string.Join(", ", all)}.");
    }

    // Compressed by gzip, or unsigned bytes of three dimensions.
    private static bool IsIdx(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && (start is [0x1F, 0x8B, ..] || BinaryPrimitives.ReadUInt32BigEndian(start) == 0x0803);
    }
}
