using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Tool.Data;

namespace Microsoft.ML.Vae.Tool.Models;

/// <summary>Keeps images that are read again and again, as for a report, from being loaded and resized as often.</summary>
internal static class ImageMemory
{
    /// <summary>The same rows, with their images in memory; a view whose column holds no images stays as it is.</summary>
    public static IDataView Keep(MLContext context, IDataView view, string column, string? labelColumn)
    {
        if (view.Schema[column].Type is not ImageDataViewType type)
            return view;
        List<Row> rows = [];
        var label = labelColumn is null ? null : view.Schema.GetColumnOrNull(labelColumn);
        using (var cursor = view.GetRowCursor(label is { } wanted ? [view.Schema[column], wanted] : [view.Schema[column]]))
        {
            var getImage = cursor.GetGetter<MLImage>(view.Schema[column]);
            var getLabel = label is { } found ? cursor.GetGetter<ReadOnlyMemory<char>>(found) : null;
            while (cursor.MoveNext())
            {
                MLImage image = default!;
                getImage(ref image);
                ReadOnlyMemory<char> text = default;
                getLabel?.Invoke(ref text);
                rows.Add(new Row { Image = image, Class = text.ToString() });
            }
        }
        DataViewTypeManager.Register(type, typeof(MLImage), new ImageTypeAttribute(type.Height, type.Width));
        var definition = SchemaDefinition.Create(typeof(Row));
        (definition[nameof(Row.Image)].ColumnName, definition[nameof(Row.Image)].ColumnType) = (column, type);
        return context.Data.LoadFromEnumerable(rows, definition);
    }

    private sealed class Row
    {
        [ImageType(1, 1)]   // the definition has the true size
        public MLImage? Image { get; set; }

        [ColumnName(DataRows.ClassColumn)]
        public string Class { get; set; } = "";
    }
}
