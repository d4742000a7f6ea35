using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Shared.Images;

/// <summary>Keeps images that are read again and again, as for a report, from being loaded and resized as often.</summary>
internal static class ImageMemory
{
    /// <summary>
    /// The same rows, with their images in memory, and their labels, texts or keys, as texts; a view whose column holds no images stays as
    /// it is.
    /// </summary>
    public static IDataView Keep(MLContext context, IDataView view, string column, string? labelColumn)
    {
        if (view.Schema[column].Type is not ImageDataViewType type)
            return view;
        List<Row> rows = [];
        var label = labelColumn is null ? null : view.Schema.GetColumnOrNull(labelColumn);
        using (var cursor = view.GetRowCursor(label is { } wanted ? [view.Schema[column], wanted] : [view.Schema[column]]))
        {
            var getImage = cursor.GetGetter<MLImage>(view.Schema[column]);
            var getLabel = label is { } found ? LabelGetter(cursor, found) : () => "";
            while (cursor.MoveNext())
            {
                MLImage image = default!;
                getImage(ref image);
                rows.Add(new Row { Image = image, Label = getLabel() });
            }
        }
        DataViewTypeManager.Register(type, typeof(MLImage), new ImageTypeAttribute(type.Height, type.Width));
        var definition = SchemaDefinition.Create(typeof(Row));
        (definition[nameof(Row.Image)].ColumnName, definition[nameof(Row.Image)].ColumnType) = (column, type);
        if (labelColumn is null)
            definition.Remove(definition[nameof(Row.Label)]);
        else
            definition[nameof(Row.Label)].ColumnName = labelColumn;
        return context.Data.LoadFromEnumerable(rows, definition);
    }

    private static Func<string> LabelGetter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is KeyDataViewType)
        {
            var getKey = row.GetGetter<uint>(column);
            uint key = 0;
            return () =>
            {
                getKey(ref key);
                return key.ToString(CultureInfo.InvariantCulture);
            };
        }
        var getText = row.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> text = default;
        return () =>
        {
            getText(ref text);
            return text.ToString();
        };
    }

    private sealed class Row
    {
        [ImageType(1, 1)]   // the definition has the true size
        public MLImage? Image { get; set; }

        public string Label { get; set; } = "";
    }
}
