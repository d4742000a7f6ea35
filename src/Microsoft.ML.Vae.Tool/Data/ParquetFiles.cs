using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>Parquet files, as what their columns make them: images, vectors or a table.</summary>
internal static class ParquetFiles
{
    private const string Ending = ".parquet";

    public static bool Is(string path) => Path.GetExtension(path).Equals(Ending, StringComparison.OrdinalIgnoreCase);

    public static bool AreIn(string folder) => Directory.EnumerateFiles(folder, "*" + Ending).Any();

    /// <summary>Looks at the columns: the first that is binary has images, the first that has lists of numbers vectors.</summary>
    /// <param name="context">The context.</param>
    /// <param name="path">A file, or the folder of several.</param>
    /// <param name="ignored">Columns that are neither.</param>
    /// <exception cref="FormatException">A file is damaged, or a column of it has a type that cannot be used.</exception>
    public static DataSet Find(MLContext context, string path, IReadOnlyCollection<string> ignored)
    {
        var view = context.Data.LoadFromParquet(path);
        var columns = view.Schema.Where(column => !ignored.Contains(column.Name)).ToArray();
        var vectors = columns.Where(column => column.Type is VectorDataViewType { ItemType: NumberDataViewType }).ToArray();
        if (vectors.FirstOrDefault(column => IsBinary((VectorDataViewType)column.Type)) is { Type: not null } images)
            return new ParquetImages(view, images) { Path = path };
        if (vectors.FirstOrDefault(column => ((VectorDataViewType)column.Type).IsKnownSize) is { Type: not null } vector)
            return new ParquetVectors(view, vector) { Path = path };
        return new TableFile(new ParquetTable(context, path, view, columns)) { Path = path };
    }

    private static bool IsBinary(VectorDataViewType type) => type.ItemType == NumberDataViewType.Byte && !type.IsKnownSize;
}
