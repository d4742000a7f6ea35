using Microsoft.ML.Data;
using Microsoft.ML.Vae.Images;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>A folder with image files, whose folders, if they have some, are classes.</summary>
internal sealed class ImageFolder : DataSet
{
    private readonly string[] _files;
    private readonly string[]? _labels;

    private ImageFolder(string[] files)
    {
        _files = files;
        string[] folders = [.. files.Select(file => System.IO.Path.GetDirectoryName(file)!)];
        _labels = folders.Distinct().Count() > 1 ? folders : null;
    }

    /// <summary>The files' paths, relative to the folder, in order.</summary>
    public IReadOnlyList<string> Files => _files;

    public bool HasClasses => _labels is not null;

    /// <exception cref="IOException">There are no images.</exception>
    public static ImageFolder Find(string path)
    {
        string[] files = [.. ImageFolderFiles.FindFiles(path).Select(file => System.IO.Path.GetRelativePath(path, file))
            .Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? new ImageFolder(files) { Path = path }
            : throw new FileNotFoundException($"Folder '{path}' has no images ({ImageFolderFiles.Extensions}), nor MNIST's IDX files.");
    }

    /// <summary>The same folder without some of its files.</summary>
    public ImageFolder Without(IEnumerable<string> files) => new([.. _files.Except(files)]) { Path = Path };

    /// <summary>The same folder with at most so many files.</summary>
    public ImageFolder Take(int count) => new([.. Spread(_files.Length, count).Select(i => _files[i])]) { Path = Path };

    public string FullPath(string file) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, file));

    /// <summary>Paths in a column of texts.</summary>
    public IDataView Load(MLContext context, IEnumerable<string> files, string column = nameof(Row.File)) =>
        Load(context, column, files.Select(file => new Row { File = FullPath(file) }));

    /// <summary>All paths, with their classes as texts.</summary>
    public IDataView LoadClasses(MLContext context, string column) =>
        Load(context, column, _files.Select((file, i) => new ClassRow { File = FullPath(file), Class = _labels?[i] ?? "" }));

    public override string ConditionColumn(string name)
    {
        if (!IsClass(name))
            throw new InputException($"--condition is '{name}'; must be class for '{Path}', whose folders are the classes of its images.");
        var loose = _labels is null ? -1 : Array.IndexOf(_labels, "");
        if (_labels is null)
            throw new InputException($"--condition needs a folder for each class; '{Path}' has its images in one.");
        return loose < 0
            ? DataRows.ClassColumn
            : throw new InputException($"--condition needs each image in the folder of its class; '{_files[loose]}' is in none.");
    }

    public override DataRows Open(MLContext context, LoadedModel model, int? limit = null)
    {
        var rows = Spread(_files.Length, limit);
        var column = model.FileColumn ?? throw model.DoesNotRead($"the images of '{Path}'");
        model.CheckClasses(HasClasses, Path);
        if (_labels is not { } labels)
            return new DataRows(Load(context, rows.Select(i => _files[i]), column), i => _files[rows[i]], Label: null);
        var view = Load(context, column, rows.Select(i => new ClassRow { File = FullPath(_files[i]), Class = labels[i] }));
        return new DataRows(view, i => _files[rows[i]], i => labels[rows[i]]);
    }

    /// <summary>Rows spread evenly over all of them.</summary>
    private static int[] Spread(int count, int? limit)
    {
        var taken = Math.Min(count, limit ?? count);
        return [.. Enumerable.Range(0, taken).Select(i => (int)((long)i * count / taken))];
    }

    private static IDataView Load<T>(MLContext context, string column, IEnumerable<T> rows) where T : Row
    {
        var definition = SchemaDefinition.Create(typeof(T));
        definition[nameof(Row.File)].ColumnName = column;
        return context.Data.LoadFromEnumerable(rows.ToArray(), definition);
    }

    private class Row
    {
        public string File { get; set; } = "";
    }

    private sealed class ClassRow : Row
    {
        public string Class { get; set; } = "";
    }
}
