using System.Globalization;
using Microsoft.ML.Vae.Shared.Tables;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>A file of numbers, flags and categories.</summary>
internal sealed class TableFile(FeatureTable table) : DataSet
{
    public FeatureTable Table => table;

    public override string ConditionColumn(string name) => OneOf(table.Columns, name);

    public override DataRows Open(MLContext context, LoadedModel model, int? limit = null)
    {
        if (!model.ReadsTables || model.InputSchema is not { } schema)
            throw model.DoesNotRead($"the table '{Path}'");
        var view = table.Load(schema);
        return new DataRows(
            limit is { } count ? context.Data.TakeRows(view, count) : view,
            i => (i + 1).ToString(CultureInfo.InvariantCulture), Label: null);
    }
}
