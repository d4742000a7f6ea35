using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>An input schema and what it becomes: the input's columns, with their indices, and then the outputs.</summary>
internal sealed class ColumnBinding
{
    private readonly IReadOnlyList<OutputColumn> _outputs;
    private readonly DataViewSchema.Column _input;
    private readonly DataViewSchema.Column? _condition;
    private readonly DataViewSchema.Column? _seed;

    public ColumnBinding(IHost context, DataViewSchema inputSchema, RowFunction function, IReadOnlyList<OutputColumn> outputs)
    {
        context.CheckValue(inputSchema, nameof(inputSchema));
        Context = context;
        Function = function;
        InputSchema = inputSchema;
        _outputs = outputs;
        _input = function.Input.Bind(context, inputSchema);
        _condition = function.Input.Condition?.Bind(context, inputSchema);
        _seed = function.SeedColumn is { } seed ? SeedColumn.Bind(context, inputSchema, seed) : null;

        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        builder.AddColumns(outputs.Select(output => output.Bind(inputSchema, _input)));
        OutputSchema = builder.ToSchema();
        BatchSize = ReadAheadSize.Rows(inputSchema, function.BatchSize);
    }

    private ColumnBinding(ColumnBinding other, RowFunction function)
    {
        (Context, Function, InputSchema, OutputSchema) = (other.Context, function, other.InputSchema, other.OutputSchema);
        (_outputs, _input, _condition, BatchSize) = (other._outputs, other._input, other._condition, other.BatchSize);
    }

    public IHost Context { get; }

    public IReadOnlyList<OutputColumn> Outputs => _outputs;

    public RowFunction Function { get; }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>Rows that a cursor computes together.</summary>
    public int BatchSize { get; }

    /// <summary>The same for another input schema.</summary>
    public ColumnBinding To(DataViewSchema inputSchema) => new(Context, inputSchema, Function, _outputs);

    /// <summary>The same with another function behind the outputs.</summary>
    public ColumnBinding To(RowFunction function) => new(this, function);

    /// <summary>Whether any column of the input is among the active ones.</summary>
    public bool PassesOn(bool[] active) => InputSchema.Any(column => active[column.Index]);

    /// <summary>Which columns of the output schema a caller asks for.</summary>
    public bool[] ActiveColumns(IEnumerable<DataViewSchema.Column> columns)
    {
        Context.CheckValue(columns, nameof(columns));
        var active = new bool[OutputSchema.Count];
        foreach (DataViewSchema.Column column in columns)
        {
            Context.CheckParam(column.Index < active.Length && OutputSchema[column.Index].Name == column.Name, nameof(columns),
                $"Column '{column.Name}' is not a column of this schema");
            active[column.Index] = true;
        }
        return active;
    }

    /// <summary>What has to be computed for the active columns.</summary>
    public OutputKinds Contents(bool[] active) =>
        _outputs.Where((_, i) => active[InputSchema.Count + i]).Aggregate(OutputKinds.None, (kinds, output) => kinds | output.Content);

    /// <summary>The input columns that the active columns need: themselves, and those that the function reads.</summary>
    public IEnumerable<DataViewSchema.Column> Dependencies(bool[] active)
    {
        bool readsInput = Function.ReadsInput(Contents(active)), readsSeed = ReadsSeed(active);
        return [.. InputSchema.Where(column =>
            active[column.Index]
            || readsInput && (column.Index == _input.Index || column.Index == _condition?.Index)
            || readsSeed && column.Index == _seed?.Index)];
    }

    /// <summary>Reads what the function needs of an input row; null when the active columns need nothing.</summary>
    public RowExtractor? CreateReader(DataViewRow input, bool[] active) =>
        Function.ReadsInput(Contents(active)) ? RowExtractor.Create(Context, Function.Input, Function.PixelDomain, input) : null;

    /// <summary>Reads what draws for an input row depend on; null: its id, or there are no draws.</summary>
    public Func<ulong>? CreateSeedReader(DataViewRow input, bool[] active) =>
        _seed is { } seed && ReadsSeed(active) ? SeedColumn.Reader(input, seed) : null;

    /// <summary>What becomes of the rows of one cursor, or of single rows, that cannot be used.</summary>
    public InvalidRows InvalidRows(RowLocator? locator = null) => new(Context, Function.OnInvalidRow, locator);

    private bool ReadsSeed(bool[] active) => (Contents(active) & (OutputKinds.Sample | OutputKinds.LatentSample)) != 0;

    /// <summary>The output at an index of the output schema, or null for a column of the input.</summary>
    public OutputColumn? OutputAt(int index) => index < InputSchema.Count ? null : _outputs[index - InputSchema.Count];

    /// <summary>A getter as the caller's type, or ML.NET's complaint about that type.</summary>
    public ValueGetter<TValue> Typed<TValue>(Delegate getter, DataViewSchema.Column column) =>
        getter as ValueGetter<TValue> ?? throw Context.Except(
            $"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");

    /// <summary>Whether a column was asked for.</summary>
    public bool IsActive(bool[] active, DataViewSchema.Column column)
    {
        Context.Check(column.Index < active.Length, $"Column '{column.Name}' is not a column of this schema");
        return active[column.Index];
    }

    /// <summary>Refuses getters of columns that were not asked for.</summary>
    public void CheckActive(bool[] active, DataViewSchema.Column column) =>
        Context.Check(column.Index < active.Length && active[column.Index], $"Column '{column.Name}' is not active");
}
