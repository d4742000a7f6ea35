using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer that makes each of its columns from one other column.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    private protected OneToOneTransformerBase(IHost host, params (string Output, string Input)[] columns)
        : base(host)
    {
        host.CheckValue(columns, nameof(columns));
        var outputs = new HashSet<string>();
        foreach (var (output, input) in columns)
        {
            host.CheckNonEmpty(input, nameof(columns));
            host.CheckNonEmpty(output, nameof(columns));
            if (!outputs.Add(output))
                throw Contracts.ExceptParam(nameof(columns), $"Name of the result column '{output}' specified multiple times");
        }

        ColumnPairs = columns;
    }

    internal (string Output, string Input)[] ColumnPairs { get; }

    /// <summary>The input columns in the order of the pairs.</summary>
    private protected DataViewSchema.Column[] FindInputs(DataViewSchema inputSchema) =>
        Array.ConvertAll(ColumnPairs, pair => inputSchema.GetColumnOrNull(pair.Input)
            ?? throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", pair.Input));
}
