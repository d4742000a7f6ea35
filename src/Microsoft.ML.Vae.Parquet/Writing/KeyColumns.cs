namespace Microsoft.ML.Vae.Parquet.Writing;

/// <summary>Keys, as the values that they stand for.</summary>
internal static class KeyColumns
{
    /// <summary>Whether a column has keys that stand for values.</summary>
    public static bool HasValues(DataViewSchema.Column column) =>
        ((column.Type as VectorDataViewType)?.ItemType ?? column.Type) is KeyDataViewType
        && column.Annotations.Schema.GetColumnOrNull("KeyValues") is not null;

    /// <summary>The view with such columns replaced by their values.</summary>
    public static IDataView ToValues(IDataView data, IReadOnlyCollection<string> columns)
    {
        if (columns.Count == 0)
            return data;
        InputOutputColumnPair[] pairs = [.. columns.Select(name => new InputOutputColumnPair(name))];
        return new MLContext().Transforms.Conversion.MapKeyToValue(pairs).Fit(data).Transform(data);
    }
}
