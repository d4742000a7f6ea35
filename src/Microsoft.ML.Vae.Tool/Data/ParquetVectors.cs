using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>A column of Parquet files with vectors of one length.</summary>
internal sealed class ParquetVectors(IDataView view, DataViewSchema.Column column) : DataSet
{
    public string Column => column.Name;

    public int Size => ((VectorDataViewType)column.Type).Size;

    /// <summary>Whether its numbers are bytes, as pixels are.</summary>
    public bool AreBytes => ((VectorDataViewType)column.Type).ItemType == NumberDataViewType.Byte;

    public long Count => view.GetRowCount() ?? 0;

    public override string ConditionColumn(string name) => OneOf(ColumnRows.Classes(view), name);

    /// <summary>The vectors, of Byte or Single, alone or with their classes as texts.</summary>
    public IDataView Load(MLContext context, string? classes) => Rows(context).Load(column.Name, column.Name, classes);

    public override DataRows Open(MLContext context, LoadedModel model, int? limit = null)
    {
        if (model.PixelColumn(Size) is not { } input || input.Type is not VectorDataViewType { ItemType: var item }
            || (item == NumberDataViewType.Byte) != AreBytes)
        {
            throw model.DoesNotRead($"column '{column.Name}' of '{Path}' with its vectors of {Size} {(AreBytes ? "bytes" : "numbers")}");
        }
        return Rows(context).Open(column.Name, input.Name, model, limit);
    }

    private ColumnRows Rows(MLContext context)
    {
        var rows = view;
        if (!AreBytes && ((VectorDataViewType)column.Type).ItemType != NumberDataViewType.Single)
            rows = context.Transforms.Conversion.ConvertType(column.Name).Fit(rows).Transform(rows);
        return new ColumnRows(context, rows, firstNumber: 1);
    }
}
