using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>Grey images in an IDX file, as MNIST's are.</summary>
internal sealed class IdxImages : DataSet
{
    private const string Pixels = nameof(Pixels);

    private static readonly string[] _trainingFiles =
        ["train-images-idx3-ubyte", "train-images-idx3-ubyte.gz", "train-images.idx3-ubyte", "train-images.idx3-ubyte.gz"];

    private readonly IDataView _view;
    private readonly VectorDataViewType _type;
    private readonly bool _hasClasses;

    private IdxImages(MLContext context, string file)
    {
        var labels = file.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        _hasClasses = labels != file && File.Exists(labels);
        _view = context.Data.LoadFromIdx(file, _hasClasses ? labels : null, Pixels, DataRows.ClassColumn);
        _type = (VectorDataViewType)_view.Schema[Pixels].Type;
        if (_type.Dimensions.Length != 2 || Count == 0 || _type.ItemType != NumberDataViewType.Byte)
            throw new InputException($"'{file}' holds no images of bytes, but {Count} rows of {_type}.");
    }

    public int Height => _type.Dimensions[0];

    public int Width => _type.Dimensions[1];

    public long Count => _view.GetRowCount() ?? 0;

    public static bool AreIn(string folder) => Directory.EnumerateFiles(folder).Any(file => System.IO.Path.GetFileName(file) is var name
        && name.Contains("images", StringComparison.Ordinal) && name.Contains("idx3", StringComparison.Ordinal));

    /// <summary>The training images of a folder with MNIST's files, plain or compressed by gzip.</summary>
    /// <exception cref="IOException">There are none.</exception>
    public static IdxImages LoadFolder(MLContext context, string path) => new(
        context, _trainingFiles.Select(name => System.IO.Path.Combine(path, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"Folder '{path}' has none of {string.Join(", ", _trainingFiles)}; give one of its files."))
    {
        Path = path,
    };

    /// <summary>A file of images, and of labels if there is one beside it under MNIST's name.</summary>
    public static IdxImages LoadFile(MLContext context, string path) => new(context, path) { Path = path };

    public override string ConditionColumn(string name) =>
        !_hasClasses ? throw new InputException($"--condition needs a file of labels, named as MNIST's are; '{Path}' has none.")
        : IsClass(name) ? DataRows.ClassColumn
        : throw new InputException($"--condition is '{name}'; must be class for '{Path}', whose labels are the classes.");

    /// <summary>The images in a column of vectors, alone or with their classes as texts.</summary>
    public IDataView Load(MLContext context, string column, string? classes = null) => Rows(context).Load(Pixels, column, classes);

    public override DataRows Open(MLContext context, LoadedModel model, int? limit = null)
    {
        if (model.PixelColumn(_type.Size) is not { } column)
            throw model.DoesNotRead($"'{Path}' with its images of {Height} x {Width} pixels");
        model.CheckClasses(_hasClasses, Path);
        var isByte = ((VectorDataViewType)column.Type).ItemType == NumberDataViewType.Byte;
        return Rows(context, isByte).Open(Pixels, column.Name, model, limit);
    }

    /// <param name="context">The context.</param>
    /// <param name="areBytes">Whether pixels are bytes, or else numbers from 0 to 1.</param>
    private ColumnRows Rows(MLContext context, bool areBytes = true)
    {
        var rows = areBytes ? _view : context.Transforms.Conversion.ConvertType(Pixels)
            .Append(context.Transforms.Expression(Pixels, "(pixel) => pixel / 255", Pixels)).Fit(_view).Transform(_view);
        return new ColumnRows(context, rows, firstNumber: 0);
    }
}
