using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>Between two other transforms it does what it does alone.</summary>
internal static class ChainCheck
{
    private const ContractRule Rule = ContractRule.Chain;
    private const string Before = "Copied before";
    private const string After = "Copied after";

    public static void Run(FittedSubject fitted)
    {
        IDataView alone = fitted.Transformer.Transform(fitted.Data);
        ColumnCopyingTransformer before = Copy(fitted.Context, Before, fitted.Data);
        ColumnCopyingTransformer after = Copy(fitted.Context, After, alone);
        using var chain = new TransformerChain<ITransformer>(before, new Undisposed(fitted.Transformer), after);

        IDataView view = chain.Transform(fitted.Data);

        SchemaComparison.RequireSame(view.Schema, chain.GetOutputSchema(fitted.Data.Schema), Rule, "Transform");
        List<RowSnapshot> expected = RowSnapshot.ReadAll(alone);
        DataViewSchema.Column[] visible = [.. alone.Schema.Where(column => !column.IsHidden)];
        foreach (DataViewSchema.Column column in visible)
            RequireSame(view, view.Schema[column.Name], expected, column);
        RequireSame(view, view.Schema[After], expected, visible[^1]);
    }

    private static void RequireSame(IDataView view, DataViewSchema.Column got, List<RowSnapshot> expected, DataViewSchema.Column wanted)
    {
        ContractException.Require(got.Type.Equals(wanted.Type), Rule, $"column '{got.Name}' is of type {got.Type}, not {wanted.Type}.");
        List<RowSnapshot> rows = RowSnapshot.Read(view.GetRowCursor([got]), [got]);
        bool same = rows.Count == expected.Count
            && rows.Zip(expected).All(pair => ColumnValue.AreEqual(pair.First.Values[got.Index]!, pair.Second.Values[wanted.Index]!, exactly: true));
        ContractException.Require(same, Rule, $"column '{got.Name}' has other values.");
    }

    private static ColumnCopyingTransformer Copy(MLContext context, string name, IDataView data) =>
        context.Transforms.CopyColumns(name, data.Schema.Last(column => !column.IsHidden).Name).Fit(data);

    /// <summary>The chain disposes what is in it; the transformer is still needed.</summary>
    private sealed class Undisposed(ITransformer inner) : ITransformer
    {
        public bool IsRowToRowMapper => inner.IsRowToRowMapper;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);

        public IDataView Transform(IDataView input) => inner.Transform(input);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner.GetRowToRowMapper(inputSchema);

        public void Save(ModelSaveContext ctx) => inner.Save(ctx);
    }
}
