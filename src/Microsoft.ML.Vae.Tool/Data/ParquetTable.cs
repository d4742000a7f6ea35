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
    public override IDataView LoadFeatures() => Select(Features);

    /// <inheritdoc/>
    public override IDataView Load(DataViewSchema schema)
    {
        string[] names = [.. schema.Where(column => !column.IsHidden).Select(column => column.Name)];
        foreach (var name in names)
        {
            if (_view.Schema.GetColumnOrNull(name) is not { } column)
                throw new FormatException($"'{_path}' has no column '{name}', which the model reads; it has {Names}.");
            if (column.Type != schema[name].Type)
                throw new FormatException($"Column '{name}' of '{_path}' is of type {column.Type}; the model reads {schema[name].Type}.");
        }
        return Select(names);
    }

    private string Names => string.Join(", ", _view.Schema.Where(column => !column.IsHidden).Select(column => column.Name));

    private IDataView Select(IReadOnlyCollection<string> names) =>
        _context.Transforms.SelectColumns([.. names]).Fit(_view).Transform(_view);

    private static bool IsNumber(DataViewType type) => type is NumberDataViewType or BooleanDataViewType;
}
