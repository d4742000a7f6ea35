using Microsoft.ML.Data;
using Microsoft.ML.Vae.Shared.Tables;

namespace Microsoft.ML.Vae.Tool.Data;

/// <summary>The columns of Parquet files that have one number or text a row.</summary>
internal sealed class ParquetTable : FeatureTable
{
    private readonly MLContext _context;
    private readonly string _path;
    private readonly IDataView _view;

    public ParquetTable(MLContext context, string path, IDataView view, IEnumerable<DataViewSchema.Column> columns) : base(context)
    {
        (_context, _path) = (context, path);
        DataViewSchema.Column[] known = [.. columns];
        InputOutputColumnPair[] numbers = [.. view.Schema.Where(column => IsNumber(column.Type))
            .Select(column => new InputOutputColumnPair(column.Name))];
        _view = numbers.Length == 0 ? view : context.Transforms.Conversion.ConvertType(numbers).Fit(view).Transform(view);
        var sample = context.Data.TakeRows(_view, RowsExamined);
        foreach (var column in known)
        {
            if (IsNumber(column.Type))
                AddNumber(column.Name, sample.GetColumn<float>(column.Name).All(value => value is 0 or 1));
            else if (column.Type is TextDataViewType)
                AddText(column.Name, [.. sample.GetColumn<string>(column.Name).Where(text => text.Length > 0)]);
            else
                Texts.Add(column.Name);
        }
    }

    /// <inheritdoc/>
    public override IDataView Load() => _view;

    /// <inheritdoc/>
    public override IDataView LoadFeatures(string? classes = null) =>
        classes is null ? Select(_view, Features) : Select(AsTexts([classes]), [.. Features, classes]);

    /// <inheritdoc/>
    public override IDataView Load(DataViewSchema schema)
    {
        string[] names = [.. schema.Where(column => !column.IsHidden).Select(column => column.Name)];
        foreach (var name in names)
        {
            if (_view.Schema.GetColumnOrNull(name) is not { } column)
                throw new FormatException($"'{_path}' has no column '{name}', which the model reads; it has {string.Join(", ", Columns)}.");
            if (column.Type != schema[name].Type && !(IsNumber(column.Type) && schema[name].Type is TextDataViewType))
                throw new FormatException($"Column '{name}' of '{_path}' is of type {column.Type}; the model reads {schema[name].Type}.");
        }
        return Select(AsTexts(names.Where(name => schema[name].Type is TextDataViewType)), names);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => [.. _view.Schema.Where(column => !column.IsHidden).Select(column => column.Name)];

    /// <summary>Numbers of some columns as texts, as a CSV file would have them.</summary>
    private IDataView AsTexts(IEnumerable<string> names)
    {
        InputOutputColumnPair[] numbers =
            [.. names.Where(name => IsNumber(_view.Schema[name].Type)).Select(name => new InputOutputColumnPair(name))];
        return numbers.Length == 0
            ? _view
            : _context.Transforms.Conversion.ConvertType(numbers, DataKind.String).Fit(_view).Transform(_view);
    }

    private IDataView Select(IDataView view, IReadOnlyCollection<string> names) =>
        _context.Transforms.SelectColumns([.. names]).Fit(view).Transform(view);

    private static bool IsNumber(DataViewType type) => type is NumberDataViewType or BooleanDataViewType;
}
