using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Vae.Shared.Tables;

/// <summary>Columns of numbers and texts, sorted by what they hold in the first rows.</summary>
internal abstract class FeatureTable(MLContext context)
{
    /// <summary>The rows that tell what a column holds.</summary>
    protected const int RowsExamined = 1_000;

    private const int MostCategories = 100;

    public List<string> Numbers { get; } = [];

    /// <summary>Columns of 0 and 1.</summary>
    public List<string> Flags { get; } = [];

    /// <summary>Columns of at most a hundred texts.</summary>
    public List<string> Categories { get; } = [];

    /// <summary>Columns of more texts, such as names, or of nothing, which are no features.</summary>
    public List<string> Texts { get; } = [];

    public IReadOnlyList<string> Features => [.. Numbers, .. Flags, .. Categories];

    /// <summary>What suits the features once they are encoded.</summary>
    public Likelihood Likelihood => Flags.Count == 0
        ? Likelihood.Mixed()
        : Likelihood.Mixed(LikelihoodPart.Bernoulli([.. Flags]), LikelihoodPart.Others);

    /// <summary>What is to be said of the file beside its number of rows; empty for nothing.</summary>
    public virtual string Remark => "";

    /// <summary>The names of all columns, in order.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>All columns.</summary>
    public abstract IDataView Load();

    /// <summary>The features, alone or with a column of classes, as texts.</summary>
    public abstract IDataView LoadFeatures(string? classes = null);

    /// <summary>The columns that a schema has, of its types, which are numbers of type Single and texts.</summary>
    /// <exception cref="FormatException">The file lacks one of them.</exception>
    public abstract IDataView Load(DataViewSchema schema);

    /// <summary>Replaces missing numbers by their mean, one-hot encodes categories, and puts all features together.</summary>
    public EstimatorChain<ColumnConcatenatingTransformer> Encoding(string output)
    {
        IEstimator<ITransformer> numbers = Numbers.Count == 0
            ? context.Transforms.CopyColumns(output, Features[0])   // replaced below
            : context.Transforms.ReplaceMissingValues(Pairs(Numbers), MissingValueReplacingEstimator.ReplacementMode.Mean);
        var categories = Categories.Count == 0
            ? numbers
            : numbers.Append(context.Transforms.Categorical.OneHotEncoding(Pairs(Categories)));
        return categories.Append(context.Transforms.Concatenate(output, [.. Features]));
    }

    /// <summary>What the columns hold, in words.</summary>
    public override string ToString()
    {
        (string Name, List<string> Columns)[] kinds =
            [("numbers", Numbers), ("flags", Flags), ("categories", Categories), ("texts that are left out", Texts)];
        return string.Join(", ", kinds.Where(kind => kind.Columns.Count > 0)
            .Select(kind => FormattableString.Invariant($"{kind.Columns.Count} {kind.Name}")));
    }

    /// <summary>Sorts a column of numbers.</summary>
    protected void AddNumber(string name, bool isFlag) => (isFlag ? Flags : Numbers).Add(name);

    /// <summary>Sorts a column of texts by those that are not empty.</summary>
    protected void AddText(string name, IReadOnlyCollection<string> values) =>
        (values.Count > 0 && values.Distinct().Count() <= MostCategories ? Categories : Texts).Add(name);

    private static InputOutputColumnPair[] Pairs(IEnumerable<string> names) => [.. names.Select(name => new InputOutputColumnPair(name))];
}
