namespace Microsoft.ML.Vae.Columns;

/// <summary>Whether the model can use a row. It throws for none.</summary>
internal sealed record ValidityColumn(string Name) : OutputColumn(Name, OutputKinds.Validity)
{
    public override SchemaShape.Column Promise(SchemaShape.Column input) =>
        new(Name, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, isKey: false);

    public override DataViewSchema.DetachedColumn Bind(DataViewSchema inputSchema, DataViewSchema.Column input) =>
        new(Name, BooleanDataViewType.Instance);

    public override Delegate CreateGetter(OutputCache outputs, Func<int> currentRow) =>
        (ValueGetter<bool>)((ref bool destination) => destination = outputs.IsValid(currentRow()));
}
