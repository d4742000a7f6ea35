using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Columns;

/// <summary>Whether a row's anomaly score is beyond the thresholds.</summary>
internal sealed record PredictedLabelColumn(string Name, ScoreThresholds? Thresholds) : OutputColumn(Name, OutputKinds.Score)
{
    public override SchemaShape.Column Promise(SchemaShape.Column input) => new(
        Name, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, isKey: false, ScoreAnnotations.Promise());

    public override DataViewSchema.DetachedColumn Bind(DataViewSchema inputSchema, DataViewSchema.Column input) => new(
        Name, BooleanDataViewType.Instance, ScoreAnnotations.Create(inputSchema, "PredictedLabel"));

    public override Delegate CreateGetter(OutputCache outputs, Func<int> currentRow) =>
        (ValueGetter<bool>)((ref bool destination) =>
            destination = Thresholds!.IsAnomaly(outputs.Values(Content, currentRow())[0]));
}
