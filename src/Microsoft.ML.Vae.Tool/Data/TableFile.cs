using System.Globalization;
using Microsoft.ML.Vae.Shared.Tables;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>A file of numbers, flags and categories.</summary>
internal sealed class TableFile(MLContext context, string path, IReadOnlyCollection<string> ignored) : DataSet
{
    public CsvTable Table { get; } = new(context, path, ignored);

    public override DataRows Open(MLContext context, LoadedModel model, int? limit = null)
    {
        if (!model.ReadsTables || model.InputSchema is not { } schema)
            throw model.DoesNotRead($"the table '{Path}'");
        var view = Table.Load(schema);
        return new DataRows(
            limit is { } count ? context.Data.TakeRows(view, count) : view,
            i => (i + 1).ToString(CultureInfo.InvariantCulture), Label: null);
    }
}
