using Microsoft.ML.Runtime;

namespace Microsoft.ML.Vae.Mapping;

/// <summary>An input schema and what it becomes: the input's columns, with their indices, and then the outputs.</summary>
internal sealed class ColumnBinding
{
    private readonly IReadOnlyList<OutputColumn> _outputs;
    private readonly DataViewSchema.Column _pixels;

    public ColumnBinding(IExceptionContext context, DataViewSchema inputSchema, VaeModel model, IReadOnlyList<OutputColumn> outputs)
    {
        context.CheckValue(inputSchema, nameof(inputSchema));
        Context = context;
        Model = model;
        InputSchema = inputSchema;
        _outputs = outputs;
        _pixels = model.Input.Bind(context, inputSchema);

        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        foreach (OutputColumn output in outputs)
            builder.AddColumn(output.Name, output.Type);
        OutputSchema = builder.ToSchema();
    }

    public IExceptionContext Context { get; }

    public VaeModel Model { get; }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

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

    /// <summary>Whether any active column has to be computed.</summary>
    public bool Computes(bool[] active) => active.AsSpan(InputSchema.Count).Contains(true);

    /// <summary>The columns of the input that the active ones need: themselves, and the pixels when anything is computed.</summary>
    public IEnumerable<DataViewSchema.Column> Dependencies(bool[] active)
    {
        bool computes = Computes(active);
        return [.. InputSchema.Where(column => active[column.Index] || computes && column.Index == _pixels.Index)];
    }

    /// <summary>The output at an index of the output schema, or null for a column of the input.</summary>
    public OutputColumn? OutputAt(int index) => index < InputSchema.Count ? null : _outputs[index - InputSchema.Count];

    /// <summary>A getter as the caller's type, or ML.NET's complaint about that type.</summary>
    public ValueGetter<TValue> Typed<TValue>(Delegate getter, DataViewSchema.Column column) =>
        getter as ValueGetter<TValue> ?? throw Context.Except(
            $"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");

    /// <summary>Refuses getters of columns that were not asked for.</summary>
    public void CheckActive(bool[] active, DataViewSchema.Column column) =>
        Context.Check(column.Index < active.Length && active[column.Index], $"Column '{column.Name}' is not active");
}
