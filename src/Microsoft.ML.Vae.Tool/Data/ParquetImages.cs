using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>A binary column of Parquet files with encoded images.</summary>
internal sealed class ParquetImages(IDataView view, DataViewSchema.Column column) : DataSet
{
    public string Column => column.Name;

    public long Count => view.GetRowCount() ?? 0;

    /// <summary>The files alone, in a column of bytes.</summary>
    public IDataView Load(MLContext context, string name) => new ParquetRows(context, view).Load(column.Name, name);

    public override DataRows Open(MLContext context, LoadedModel model, int? limit = null)
    {
        var input = model.FileColumn ?? throw model.DoesNotRead($"the images in column '{column.Name}' of '{Path}'");
        return new ParquetRows(context, view).Open(column.Name, input, limit);
    }
}
