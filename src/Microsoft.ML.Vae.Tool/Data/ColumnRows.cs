using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>One column of files that stay on the disk, with the class of each row if there is one.</summary>
/// <param name="context">The context.</param>
/// <param name="view">The rows.</param>
/// <param name="firstNumber">The name of the first row.</param>
internal sealed class ColumnRows(MLContext context, IDataView view, int firstNumber)
{
    private static readonly string[] _labels = ["label", "class"];

    /// <summary>Columns whose values can be classes.</summary>
    public static IEnumerable<string> Classes(IDataView view) => view.Schema
        .Where(column => !column.IsHidden && column.Type is TextDataViewType or NumberDataViewType or BooleanDataViewType)
        .Select(column => column.Name);

    /// <summary>A column alone, or with one of classes, as texts.</summary>
    public IDataView Load(string source, string column, string? classes)
    {
        var rows = context.Transforms.CopyColumns(column, source).Fit(view).Transform(view);
        return classes is null ? Select(rows, column) : Select(AsText(rows, classes, classes), column, classes);
    }

    /// <summary>What a model reads, of at most so many rows, which are spread over the data.</summary>
    /// <param name="source">The column.</param>
    /// <param name="input">The model's name for it.</param>
    /// <param name="model">The model, which may read others of the columns.</param>
    /// <param name="limit">The most rows.</param>
    public DataRows Open(string source, string input, LoadedModel model, int? limit)
    {
        var count = view.GetRowCount() ?? 0;
        var step = limit is { } most ? (int)Math.Max(1, count / most) : 1;
        var rows = context.Data.Shard(view, new DataShard(0, step));
        if (limit is { } taken)
            rows = context.Data.TakeRows(rows, taken);
        rows = context.Transforms.CopyColumns(input, source).Fit(rows).Transform(rows);
        var label = Classes(view).FirstOrDefault(name => _labels.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (label is not null)
            rows = AsText(rows, DataRows.ClassColumn, label);
        List<string> columns = [input, .. label is null ? [] : (string[])[DataRows.ClassColumn]];
        foreach (var other in model.OtherColumns(input).Where(other => rows.Schema.GetColumnOrNull(other.Name) is not null))
        {
            if (other.Type is TextDataViewType && rows.Schema[other.Name].Type is not TextDataViewType)
                rows = AsText(rows, other.Name, other.Name);
            columns.Add(other.Name);
        }
        rows = Select(rows, [.. columns.Distinct()]);
        if (label is null)
            return new DataRows(rows, Name, Label: null);
        string[] classes = [.. rows.GetColumn<string>(DataRows.ClassColumn)];
        return new DataRows(rows, Name, row => classes[row]);

        string Name(int row) => ((long)row * step + firstNumber).ToString(CultureInfo.InvariantCulture);
    }

    private IDataView AsText(IDataView rows, string column, string source) =>
        context.Transforms.Conversion.ConvertType(column, source, DataKind.String).Fit(rows).Transform(rows);

    private IDataView Select(IDataView rows, params string[] columns) =>
        context.Transforms.SelectColumns(columns).Fit(rows).Transform(rows);
}
