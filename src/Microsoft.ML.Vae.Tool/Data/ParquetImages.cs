using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>A binary column of Parquet files with encoded images.</summary>
internal sealed class ParquetImages(IDataView view, DataViewSchema.Column column) : DataSet
{
    public string Column => column.Name;

    public long Count => view.GetRowCount() ?? 0;

    public override string ConditionColumn(string name) => OneOf(ColumnRows.Classes(view), name);

    /// <summary>The files in a column of bytes, alone or with their classes as texts.</summary>
    public IDataView Load(MLContext context, string name, string? classes) => Rows(context).Load(column.Name, name, classes);

    public override DataRows Open(MLContext context, LoadedModel model, int? limit = null)
    {
        var input = model.FileColumn ?? throw model.DoesNotRead($"the images in column '{column.Name}' of '{Path}'");
        return Rows(context).Open(column.Name, input, model, limit);
    }

    private ColumnRows Rows(MLContext context) => new(context, view, firstNumber: 1);
}
