namespace Microsoft.ML.Vae.Inputs;

/// <summary>The exceptions for rows that cannot be used. They quote the row's text columns, by which a person finds it again.</summary>
internal static class RowFault
{
    private const int MaximumLength = 200;

    /// <summary>The visible text columns of a schema.</summary>
    public static IEnumerable<DataViewSchema.Column> TextColumns(DataViewSchema schema) =>
        schema.Where(column => column.Type is TextDataViewType && !column.IsHidden);

    public static Exception Create(
        IExceptionContext context, string column, DataViewRow row, string what, int? slot = null, Exception? cause = null)
    {
        string[] texts =
            [.. TextColumns(row.Schema).Where(row.IsColumnActive).Select(text => $"{text.Name} '{Read(row, text)}'")];
        string where = FormattableString.Invariant($"Column '{column}', row {row.Position}")
            + (texts.Length == 0 ? "" : $" ({string.Join(", ", texts)})")
            + (slot is null ? "" : FormattableString.Invariant($", slot {slot}"));
        return context.Process(new InvalidOperationException($"{where}: {what.TrimEnd('.')}.", cause));
    }

    private static ReadOnlyMemory<char> Read(DataViewRow row, DataViewSchema.Column column)
    {
        ReadOnlyMemory<char> text = default;
        row.GetGetter<ReadOnlyMemory<char>>(column)(ref text);
        return text[..Math.Min(text.Length, MaximumLength)];
    }
}
