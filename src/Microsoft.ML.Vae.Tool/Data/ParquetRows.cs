using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>One column of Parquet files, with the class of each row if there is one.</summary>
internal sealed class ParquetRows(MLContext context, IDataView view)
{
    private static readonly string[] _labels = ["label", "class"];

    /// <summary>A column alone.</summary>
    public IDataView Load(string source, string column) =>
        Select(context.Transforms.CopyColumns(column, source).Fit(view).Transform(view), column);

    /// <summary>A column under another name, of at most so many rows, which are spread over the data.</summary>
    public DataRows Open(string source, string column, int? limit)
    {
        var count = view.GetRowCount() ?? 0;
        var step = limit is { } most ? (int)Math.Max(1, count / most) : 1;
        var rows = context.Data.Shard(view, new DataShard(0, step));
        if (limit is { } taken)
            rows = context.Data.TakeRows(rows, taken);
        rows = context.Transforms.CopyColumns(column, source).Fit(rows).Transform(rows);
        if (Label() is not { } label)
            return new DataRows(Select(rows, column), Name, Label: null);
        rows = context.Transforms.Conversion.ConvertType(DataRows.ClassColumn, label, DataKind.String).Fit(rows).Transform(rows);
        string[] classes = [.. rows.GetColumn<string>(DataRows.ClassColumn)];
        return new DataRows(Select(rows, column, DataRows.ClassColumn), Name, row => classes[row]);

        string Name(int row) => ((long)row * step + 1).ToString(CultureInfo.InvariantCulture);
    }

    private IDataView Select(IDataView rows, params string[] columns) =>
        context.Transforms.SelectColumns(columns).Fit(rows).Transform(rows);

    private string? Label() => view.Schema
        .Where(column => column.Type is TextDataViewType or NumberDataViewType or BooleanDataViewType)
        .Select(column => column.Name).FirstOrDefault(name => _labels.Contains(name, StringComparer.OrdinalIgnoreCase));
}
