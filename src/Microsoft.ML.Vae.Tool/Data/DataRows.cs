namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>Rows as a model reads them, with what people call them.</summary>
/// <param name="View">The rows.</param>
/// <param name="Name">The name of a row, by its position in the view.</param>
/// <param name="Label">Its class, if rows have one.</param>
internal sealed record DataRows(IDataView View, Func<int, string> Name, Func<int, string>? Label)
{
    /// <summary>The column of the view with the class, if rows have one.</summary>
    public const string ClassColumn = "Class";

    /// <summary>The name of that column; null: there is none.</summary>
    public string? LabelColumn => Label is null ? null : ClassColumn;

    /// <summary>The rows of a share: every n-th.</summary>
    public DataRows Of(MLContext context, DataShard shard) => new(
        context.Data.Shard(View, shard), row => Name(row * shard.Count + shard.Index),
        Label is { } label ? row => label(row * shard.Count + shard.Index) : null);
}
