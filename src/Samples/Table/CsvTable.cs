using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Vae.Samples.Table;

/// <summary>A file of comma-separated values with a header, whose first rows tell what its columns hold.</summary>
internal sealed class CsvTable
{
    private const int RowsExamined = 1_000;
    private const int MostCategories = 100;
    private const string All = "All";

    private readonly MLContext _context;
    private readonly string _path;
    private readonly IReadOnlyList<TextLoader.Column> _columns;

    /// <summary>Examines the columns.</summary>
    /// <param name="context">The context.</param>
    /// <param name="path">The file.</param>
    /// <param name="ignored">Columns that are loaded, but are no features.</param>
    public CsvTable(MLContext context, string path, IReadOnlyCollection<string> ignored)
    {
        _context = context;
        _path = path;
        var sample = new MultiFileSource(path);   // which says how many columns there are
        var view = context.Data.CreateTextLoader(
            [new TextLoader.Column(All, DataKind.String, [new TextLoader.Range(0, null)])], ',', true, sample, allowQuoting: true)
            .Load(sample);
        VBuffer<ReadOnlyMemory<char>> header = default;
        view.Schema[All].GetSlotNames(ref header);
        string[] names = [.. header.DenseValues().Select(name => name.ToString().Trim())];
        string[][] rows = [.. context.Data.TakeRows(view, RowsExamined).GetColumn<string[]>(All)];
        List<TextLoader.Column> columns = [];
        for (var i = 0; i < names.Length; i++)
        {
            string[] values = [.. rows.Select(row => row[i].Trim()).Where(value => value.Length > 0)];
            var isNumber = values.Length > 0 && values.All(IsNumber);
            columns.Add(new TextLoader.Column(names[i], isNumber ? DataKind.Single : DataKind.String, i));
            if (ignored.Contains(names[i]))
                continue;
            if (isNumber)
                (values.All(value => value is "0" or "1") ? Flags : Numbers).Add(names[i]);
            else if (values.Distinct().Count() <= MostCategories)
                Categories.Add(names[i]);
            else
                Texts.Add(names[i]);
        }
        _columns = columns;
    }

    public List<string> Numbers { get; } = [];

    /// <summary>Columns of 0 and 1.</summary>
    public List<string> Flags { get; } = [];

    /// <summary>Columns of at most a hundred texts.</summary>
    public List<string> Categories { get; } = [];

    /// <summary>Columns of more texts, such as names, which are no features.</summary>
    public List<string> Texts { get; } = [];

    public IReadOnlyList<string> Features => [.. Numbers, .. Flags, .. Categories];

    public IDataView Load() => _context.Data.LoadFromTextFile(_path, new TextLoader.Options
    {
        Columns = [.. _columns],
        Separators = [','],
        HasHeader = true,
        AllowQuoting = true,
        MissingRealsAsNaNs = true,
    });

    /// <summary>Replaces missing numbers by their mean, one-hot encodes categories, and puts all features together.</summary>
    public EstimatorChain<ColumnConcatenatingTransformer> Encoding(string output)
    {
        IEstimator<ITransformer> numbers = Numbers.Count == 0
            ? _context.Transforms.CopyColumns(output, Features[0])   // replaced below
            : _context.Transforms.ReplaceMissingValues(Pairs(Numbers), MissingValueReplacingEstimator.ReplacementMode.Mean);
        var categories = Categories.Count == 0
            ? numbers
            : numbers.Append(_context.Transforms.Categorical.OneHotEncoding(Pairs(Categories)));
        return categories.Append(_context.Transforms.Concatenate(output, [.. Features]));
    }

    /// <summary>What the columns hold, in words.</summary>
    public override string ToString()
    {
        (string Name, List<string> Columns)[] kinds =
            [("numbers", Numbers), ("flags", Flags), ("categories", Categories), ("texts that are left out", Texts)];
        return string.Join(", ", kinds.Where(kind => kind.Columns.Count > 0)
            .Select(kind => FormattableString.Invariant($"{kind.Columns.Count} {kind.Name}")));
    }

    private static InputOutputColumnPair[] Pairs(IEnumerable<string> names) => [.. names.Select(name => new InputOutputColumnPair(name))];

    private static bool IsNumber(string value) => float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
