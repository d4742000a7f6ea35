using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Columns;

/// <summary>How likely a normal row's anomaly score is at least as extreme.</summary>
internal sealed record PValueColumn(string Name, CalibrationScores? Calibration) : OutputColumn(Name, OutputKinds.Score)
{
    public override SchemaShape.Column Promise(SchemaShape.Column input) => new(
        Name, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, isKey: false);

    public override DataViewSchema.DetachedColumn Bind(DataViewSchema inputSchema, DataViewSchema.Column input) =>
        new(Name, NumberDataViewType.Single);

    public override Delegate CreateGetter(OutputCache outputs, Func<int> currentRow) =>
        (ValueGetter<float>)((ref float destination) =>
        {
            float score = outputs.Values(Content, currentRow())[0];
            destination = float.IsNaN(score) ? score : Calibration!.PValue(score);
        });
}
