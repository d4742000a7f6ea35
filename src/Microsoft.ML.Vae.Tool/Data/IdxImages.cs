using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Idx;
using Microsoft.ML.Vae.Shared.Idx;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>Grey images in IDX files, as MNIST's are.</summary>
internal sealed class IdxImages : DataSet
{
    private readonly byte[] _pixels;
    private readonly byte[]? _labels;

    private IdxImages(int height, int width, byte[] pixels, byte[]? labels) =>
        (Height, Width, _pixels, _labels) = (height, width, pixels, labels);

    public int Height { get; }

    public int Width { get; }

    public int Count => _pixels.Length / PixelCount;

    private int PixelCount => Height * Width;

    public static bool AreIn(string folder) => Directory.EnumerateFiles(folder).Any(file => System.IO.Path.GetFileName(file) is var name
        && name.Contains("images", StringComparison.Ordinal) && name.Contains("idx3", StringComparison.Ordinal));

    /// <summary>The training images of a folder with MNIST's four files.</summary>
    public static IdxImages LoadFolder(string path)
    {
        var images = IdxFolder.Load(path).Train;
        return new IdxImages(images.Height, images.Width, images.AllPixels.ToArray(), images.Labels) { Path = path };
    }

    /// <summary>A file of images, and of labels if there is one beside it under MNIST's name.</summary>
    public static IdxImages LoadFile(string path)
    {
        var images = IdxReader.ReadBytes(path, 3);
        if (images.Dimensions is not [> 0, > 0, > 0])
            throw new InputException($"'{path}' holds no images: its dimensions are {string.Join(" x ", images.Dimensions)}.");
        var labelPath = path.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        var labels = labelPath != path && File.Exists(labelPath) ? IdxReader.ReadBytes(labelPath, 1).Values : null;
        if (labels is not null && labels.Length != images.Dimensions[0])
            throw new InputException($"'{labelPath}' has {labels.Length} labels for the {images.Dimensions[0]} images of '{path}'.");
        return new IdxImages(images.Dimensions[1], images.Dimensions[2], images.Values, labels) { Path = path };
    }

    /// <summary>The first images.</summary>
    public IdxImages Take(int count) => count >= Count
        ? this
        : new IdxImages(Height, Width, _pixels[..(count * PixelCount)], _labels?[..count]) { Path = Path };

    public IDataView Load(MLContext context, string column, bool withClass = false) =>
        Load(context, column, Spread(Count, null), NumberDataViewType.Byte, withClass);

    public override DataRows Open(MLContext context, LoadedModel model, int? limit = null)
    {
        var rows = Spread(Count, limit);
        if (model.PixelColumn(PixelCount) is not { } column)
            throw model.DoesNotRead($"'{Path}' with its images of {Height} x {Width} pixels");
        var view = Load(context, column.Name, rows, ((VectorDataViewType)column.Type).ItemType, _labels is not null);
        return new DataRows(
            view, i => rows[i].ToString(CultureInfo.InvariantCulture), _labels is null ? null : i => LabelOf(rows[i]));
    }

    private IDataView Load(MLContext context, string column, int[] rows, PrimitiveDataViewType type, bool withClass)
    {
        return type == NumberDataViewType.Byte
            ? View(i => new ByteRow { Pixels = Pixels(i).ToArray(), Class = LabelOf(i) })
            : View(i => new SingleRow { Pixels = Array.ConvertAll(Pixels(i).ToArray(), pixel => pixel / 255f), Class = LabelOf(i) });

        IDataView View<T>(Func<int, T> row) where T : class
        {
            var definition = SchemaDefinition.Create(typeof(T));
            var pixels = definition[nameof(ByteRow.Pixels)];
            (pixels.ColumnName, pixels.ColumnType) = (column, new VectorDataViewType(type, PixelCount));
            if (!withClass)
                definition.Remove(definition[DataRows.ClassColumn]);
            return context.Data.LoadFromEnumerable(rows.Select(row), definition);
        }
    }

    private string LabelOf(int row) => _labels?[row].ToString(CultureInfo.InvariantCulture) ?? "";

    private ReadOnlySpan<byte> Pixels(int row) => _pixels.AsSpan(row * PixelCount, PixelCount);

    private sealed class ByteRow
    {
        public byte[] Pixels { get; set; } = [];

        public string Class { get; set; } = "";
    }

    private sealed class SingleRow
    {
        public float[] Pixels { get; set; } = [];

        public string Class { get; set; } = "";
    }
}
