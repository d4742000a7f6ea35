namespace Microsoft.ML.Vae.Inputs;

/// <summary>The text columns of a row, by which a person finds it again.</summary>
internal static class RowIdentification
{
    private const int MaximumLength = 200;

    /// <summary>The visible text columns of a schema.</summary>
    public static IEnumerable<DataViewSchema.Column> ColumnsOf(DataViewSchema schema) =>
        schema.Where(column => column.Type is TextDataViewType && !column.IsHidden);

    /// <summary>The active ones among them, as in " (Path 'a.png')".</summary>
    public static string Of(DataViewRow row)
    {
        string[] texts = [.. ColumnsOf(row.Schema).Where(row.IsColumnActive).Select(column => $"{column.Name} '{Read(row, column)}'")];
        return texts.Length == 0 ? "" : $" ({string.Join(", ", texts)})";
    }

    private static ReadOnlyMemory<char> Read(DataViewRow row, DataViewSchema.Column column)
    {
        ReadOnlyMemory<char> text = default;
        row.GetGetter<ReadOnlyMemory<char>>(column)(ref text);
        return text[..Math.Min(text.Length, MaximumLength)];
    }
}
