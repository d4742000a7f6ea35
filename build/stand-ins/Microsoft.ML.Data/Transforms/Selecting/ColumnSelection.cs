namespace Microsoft.ML.Data;

/// <summary>Which columns of a schema make a new one, and in which order.</summary>
internal sealed class ColumnSelection
{
    private readonly int[] _inputs;

    public ColumnSelection(DataViewSchema inputSchema, int[] inputs)
    {
        InputSchema = inputSchema;
        _inputs = inputs;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputs.Select(input => inputSchema[input]));
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public static ColumnSelection Visible(DataViewSchema schema) =>
        new(schema, [.. schema.Where(column => !column.IsHidden).Select(column => column.Index)]);

    /// <summary>All columns of each name, hidden ones only on demand.</summary>
    public static ColumnSelection Keep(DataViewSchema schema, string[] names, bool keepHidden)
    {
        var candidates = schema.Where(column => keepHidden || !column.IsHidden).ToLookup(column => column.Name, column => column.Index);
        return new(schema, [.. names.SelectMany(name => candidates[name])]);
    }

    /// <summary>Hidden columns of other names stay.</summary>
    public static ColumnSelection Drop(DataViewSchema schema, string[] names) =>
        new(schema, [.. schema.Where(column => !names.Contains(column.Name)).Select(column => column.Index)]);

    public DataViewSchema.Column InputOf(DataViewSchema.Column output) => InputSchema[_inputs[output.Index]];

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> outputs)
    {
        var needed = new bool[InputSchema.Count];
        foreach (var output in outputs)
            needed[_inputs[output.Index]] = true;
        return ActiveColumns.Select(InputSchema, needed);
    }
}
