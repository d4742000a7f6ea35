using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Shared.Tables;

/// <summary>A file of values separated by commas, tabs or semicolons, whose first rows tell what its columns hold.</summary>
internal sealed class CsvTable : FeatureTable
{
    private const string All = "All";

    private readonly MLContext _context;
    private readonly string _path;
    private readonly string[] _names;
    private readonly IReadOnlyList<TextLoader.Column> _columns;

    /// <summary>Examines the columns.</summary>
    /// <param name="context">The context.</param>
    /// <param name="path">The file.</param>
    /// <param name="ignored">Columns that are loaded, but are no features.</param>
    /// <exception cref="FormatException">The file is empty, or two columns have the same name.</exception>
    public CsvTable(MLContext context, string path, IReadOnlyCollection<string> ignored) : base(context)
    {
        _context = context;
        _path = path;
        Format = TableFormat.Detect(path);
        var sample = new MultiFileSource(path);   // which says how many columns there are
        var view = context.Data.CreateTextLoader(
            [new TextLoader.Column(All, DataKind.String, [new TextLoader.Range(0, null)])],
            Format.Separator, Format.HasHeader, sample, allowQuoting: true).Load(sample);
        _names = Names(view.Schema[All]);
        string[][] rows = [.. context.Data.TakeRows(view, RowsExamined).GetColumn<string[]>(All)];
        List<TextLoader.Column> columns = [];
        for (var i = 0; i < _names.Length; i++)
        {
            string[] values = [.. rows.Select(row => row[i]?.Trim() ?? "").Where(value => value.Length > 0)];
            var isNumber = values.Length > 0 && values.All(TableFormat.IsNumber);
            columns.Add(new TextLoader.Column(_names[i], isNumber ? DataKind.Single : DataKind.String, i));
            if (ignored.Contains(_names[i]))
                continue;
            if (isNumber)
                AddNumber(_names[i], values.Length == rows.Length && values.All(value => value is "0" or "1"));
            else
                AddText(_names[i], values);
        }
        _columns = columns;
    }

    public TableFormat Format { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => _names;

    public override string Remark => Format.HasHeader ? "" : " without a header";

    /// <inheritdoc/>
    public override IDataView Load() => Load(_columns);

    /// <inheritdoc/>
    public override IDataView Load(DataViewSchema schema) => Load(
    [.. schema.Where(column => !column.IsHidden).Select(column => new TextLoader.Column(
        column.Name,
        column.Type is TextDataViewType ? DataKind.String : DataKind.Single,
        Array.IndexOf(_names, column.Name) is >= 0 and var index ? index : throw Missing(column.Name)))]);

    /// <inheritdoc/>
    public override IDataView LoadFeatures(string? classes = null) => Load(
    [
        .. _columns.Where(column => Features.Contains(column.Name)),
        .. classes is null ? [] : (TextLoader.Column[])[new(classes, DataKind.String, Array.IndexOf(_names, classes))],
    ]);

    private IDataView Load(IReadOnlyList<TextLoader.Column> columns) => _context.Data.LoadFromTextFile(_path, new TextLoader.Options
    {
        Columns = [.. columns],
        Separators = [Format.Separator],
        HasHeader = Format.HasHeader,
        AllowQuoting = true,
        MissingRealsAsNaNs = true,
    });

    /// <summary>The header's names, and numbered ones where there are none.</summary>
    private string[] Names(DataViewSchema.Column all)
    {
        VBuffer<ReadOnlyMemory<char>> header = default;
        if (Format.HasHeader)
            all.GetSlotNames(ref header);
        var given = header.DenseValues().Select(name => name.ToString().Trim()).ToArray();
        string[] names = [.. Enumerable.Range(0, ((VectorDataViewType)all.Type).Size)
            .Select(i => i < given.Length && given[i].Length > 0 ? given[i] : FormattableString.Invariant($"Column{i + 1}"))];
        var twice = names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? names : throw new FormatException($"'{_path}' has {twice.Count()} columns named '{twice.Key}'.");
    }

    private FormatException Missing(string name) =>
        new($"'{_path}' has no column '{name}', which the model reads; it has {string.Join(", ", _names)}.");
}
