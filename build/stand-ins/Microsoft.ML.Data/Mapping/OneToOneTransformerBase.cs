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

    private protected OneToOneTransformerBase(IHost host, ModelLoadContext ctx)
        : base(host)
    {
        ColumnPairs = new (string, string)[ctx.Reader.ReadInt32()];
        for (var i = 0; i < ColumnPairs.Length; i++)
            ColumnPairs[i] = (ctx.LoadNonEmptyString(), ctx.LoadNonEmptyString());
    }

    internal (string Output, string Input)[] ColumnPairs { get; }

    // The number of pairs (Int32), then each pair's output and input name (string ids).
    private protected void SaveColumns(ModelSaveContext ctx)
    {
        ctx.Writer.Write(ColumnPairs.Length);
        foreach (var (output, input) in ColumnPairs)
        {
            ctx.SaveNonEmptyString(output);
            ctx.SaveNonEmptyString(input);
        }
    }

    /// <summary>The input columns in the order of the pairs.</summary>
    private protected DataViewSchema.Column[] FindInputs(DataViewSchema inputSchema) =>
        Array.ConvertAll(ColumnPairs, pair => inputSchema.GetColumnOrNull(pair.Input)
            ?? throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", pair.Input));
}
