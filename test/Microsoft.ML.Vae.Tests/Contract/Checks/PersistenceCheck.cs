namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>A transformer that was saved and loaded in another context is the same one.</summary>
internal static class PersistenceCheck
{
    private const ContractRule Rule = ContractRule.Persistence;

    public static void Run(FittedSubject fitted, bool canSaveInputSchema)
    {
        IDataView expected = fitted.Transformer.Transform(fitted.Data);
        List<RowSnapshot> rows = RowSnapshot.ReadAll(expected);
        RequireSame("loaded", fitted, fitted.Loaded, expected, rows);

        ITransformer again = Reload(fitted.Context, fitted.Loaded, fitted.Data.Schema, out DataViewSchema schema);
        using var _ = again as IDisposable;
        RequireSame("loaded twice", fitted, again, expected, rows);
        if (canSaveInputSchema)
            SchemaComparison.RequireSame(schema, fitted.Data.Schema, Rule, "the input schema in the file");
    }

    public static ITransformer Reload(MLContext context, ITransformer transformer, DataViewSchema schema, out DataViewSchema loadedSchema)
    {
        using var stream = new MemoryStream();
        context.Model.Save(transformer, schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out loadedSchema);
    }

    private static void RequireSame(string what, FittedSubject fitted, ITransformer transformer, IDataView expected, List<RowSnapshot> rows)
    {
        ContractException.Require(transformer.IsRowToRowMapper == fitted.Transformer.IsRowToRowMapper, Rule, $"{what}: IsRowToRowMapper differs.");
        SchemaComparison.RequireSame(transformer.GetOutputSchema(fitted.Data.Schema), expected.Schema, Rule, $"{what}, GetOutputSchema");
        IDataView view = transformer.Transform(fitted.Data);
        SchemaComparison.RequireSame(view.Schema, expected.Schema, Rule, $"{what}, Transform");
        RowComparison.RequireSame(RowSnapshot.ReadAll(view), rows, view.Schema, Rule, what);
    }
}
