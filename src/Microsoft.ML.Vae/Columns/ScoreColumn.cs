namespace Microsoft.ML.Vae.Columns;

/// <summary>The anomaly score.</summary>
internal sealed record ScoreColumn(string Name) : OutputColumn(Name, OutputKinds.Score)
{
    public override SchemaShape.Column Promise(SchemaShape.Column input) => new(
        Name, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, isKey: false, ScoreAnnotations.Promise());

    public override DataViewSchema.DetachedColumn Bind(DataViewSchema inputSchema, DataViewSchema.Column input) => new(
        Name, NumberDataViewType.Single, ScoreAnnotations.Create(inputSchema, "Score"));

    public override Delegate CreateGetter(OutputCache outputs, Func<int> currentRow) =>
        (ValueGetter<float>)((ref float destination) => destination = outputs.Values(Content, currentRow())[0]);
}
