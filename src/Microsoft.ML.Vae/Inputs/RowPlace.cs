namespace Microsoft.ML.Vae.Inputs;

/// <summary>Where a row stands, and its text columns, one of which is usually a file's path, by which a person finds it again.</summary>
/// <param name="Position">Its position in its view, from 0.</param>
/// <param name="Texts">The text columns with their values.</param>
internal sealed record RowPlace(long Position, string Texts = "")
{
    private const int MaximumLength = 200;

    /// <summary>The visible text columns of a schema.</summary>
    public static IEnumerable<DataViewSchema.Column> TextColumns(DataViewSchema schema) =>
        schema.Where(column => column.Type is TextDataViewType && !column.IsHidden);

    /// <summary>The place of a row, with those of its text columns that are active.</summary>
    public static RowPlace Of(DataViewRow row) => new(
        row.Position,
        string.Join(", ", TextColumns(row.Schema).Where(row.IsColumnActive).Select(text => $"{text.Name} '{Read(row, text)}'")));

    public override string ToString() =>
        FormattableString.Invariant($"row {Position}") + (Texts.Length == 0 ? "" : $" ({Texts})");

    private static ReadOnlyMemory<char> Read(DataViewRow row, DataViewSchema.Column column)
    {
        ReadOnlyMemory<char> text = default;
        row.GetGetter<ReadOnlyMemory<char>>(column)(ref text);
        return text[..Math.Min(text.Length, MaximumLength)];
    }
}
