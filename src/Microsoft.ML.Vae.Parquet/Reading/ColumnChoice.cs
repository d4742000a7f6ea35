using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>Finds the columns to load in file after file, of which each must have those of the first.</summary>
internal sealed class ColumnChoice(ParquetOptions options)
{
    private string _first = "";
    private ParquetColumn[]? _columns;

    /// <summary>The columns of a file, in the order in which they are loaded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Options name a column that there is not, or that they do not suit.</exception>
    /// <exception cref="FormatException">A column cannot be mapped, or differs from that of the first file.</exception>
    public ParquetColumn[] Find(string path, ParquetFileReader file)
    {
        IReadOnlyList<ParquetColumn> all = ParquetColumn.In(file, options.ImageColumns);
        if (_columns is null)
        {
            _first = path;
            _columns = [.. options.Columns is null ? all : options.Columns.Select(name => Named(all, name, nameof(options.Columns)))];
            CheckFirst(_columns);
            return _columns;
        }
        return [.. _columns.Select(column => Same(all, column, path))];
    }

    private void CheckFirst(ParquetColumn[] columns)
    {
        if (columns.FirstOrDefault(column => column.Element is null) is { } other)
        {
            throw new FormatException($"Column '{other.Name}' of '{_first}' is of type {other.TypeText}, which ML.NET has no type for. "
                + $"Name the columns to load in {nameof(ParquetOptions)}.{nameof(options.Columns)}, or convert it before.");
        }
        if (columns.Length == 0)
            throw new FormatException($"'{_first}' has no columns.");
        if (columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Fault(nameof(options.Columns), $"names '{twice.Key}' twice.");
        foreach (string name in options.ImageColumns)
        {
            if (Named(columns, name, nameof(options.ImageColumns)) is var column && column is not { IsList: false, Element.IsBinary: true })
                throw Fault(nameof(options.ImageColumns), $"names '{name}', which is of type {column.TypeText}; must be binary.");
        }
        foreach ((string name, int size) in options.VectorSizes)
        {
            ParquetColumn column = Named(columns, name, nameof(options.VectorSizes));
            if (!column.IsList && !column.Element!.IsBinary || options.ImageColumns.Contains(name))
            {
                throw Fault(
                    nameof(options.VectorSizes), $"names '{name}', which is of type {column.TypeText}; must be a column of vectors.");
            }
            if (size < 0)
                throw Fault(nameof(options.VectorSizes), Guard.Fault($"['{name}']", size, "at least 0"));
        }
    }

    private ParquetColumn Named(IReadOnlyList<ParquetColumn> columns, string name, string option) =>
        columns.FirstOrDefault(column => column.Name == name) ?? throw Fault(
            option, $"names '{name}', which '{_first}' does not have or does not load; there are {Names(columns)}.");

    private ParquetColumn Same(IReadOnlyList<ParquetColumn> all, ParquetColumn wanted, string path)
    {
        ParquetColumn column = all.FirstOrDefault(other => other.Name == wanted.Name) ?? throw new FormatException(
            $"'{path}' has no column '{wanted.Name}', which '{_first}' has; it has {Names(all)}.");
        return column.TypeText == wanted.TypeText ? column : throw new FormatException(
            $"Column '{column.Name}' of '{path}' is of type {column.TypeText}, but of '{_first}' of type {wanted.TypeText}.");
    }

    private static string Names(IReadOnlyList<ParquetColumn> columns)
    {
        const int most = 20;
        return string.Join(", ", columns.Take(most).Select(column => $"'{column.Name}'")) + (columns.Count > most ? ", …" : "");
    }

    private static ArgumentOutOfRangeException Fault(string option, string fault) => new(option, $"{option} {fault}");
}
