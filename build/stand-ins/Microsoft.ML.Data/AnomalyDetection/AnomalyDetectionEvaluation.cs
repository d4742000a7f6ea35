using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads scores and labels once and computes the metrics. Rows without a label or with a score that is not finite do not count.</summary>
internal sealed class AnomalyDetectionEvaluation
{
    private readonly IHost _host;
    private readonly int _falsePositiveCount;

    public AnomalyDetectionEvaluation(IHostEnvironment env, int falsePositiveCount)
    {
        _host = env.Register("AnomalyDetectionEvaluator");
        // The original's argument has this name further in.
        _host.CheckUserArg(falsePositiveCount > 0, "K", "Must be positive");
        _falsePositiveCount = falsePositiveCount;
    }

    public AnomalyDetectionMetrics Run(IDataView data, string label, string score, string predictedLabel)
    {
        var labelColumn = Find(data.Schema, "Label", label);
        var scoreColumn = Find(data.Schema, "Score", score);
        Find(data.Schema, "PredictedLabel", predictedLabel);
        CheckTypes(scoreColumn, labelColumn);
        var rows = Read(data, scoreColumn, labelColumn);
        return new AnomalyDetectionMetrics(RocCurve.AreaUnder(rows), DetectionRate.At(_falsePositiveCount, rows));
    }

    private static DataViewSchema.Column Find(DataViewSchema schema, string role, string name) =>
        schema.GetColumnOrNull(name) ?? throw Contracts.ExceptParam(nameof(schema), $"{name} column '{role}' not found");

    private void CheckTypes(DataViewSchema.Column score, DataViewSchema.Column label)
    {
        if (score.Type != NumberDataViewType.Single)
            throw _host.ExceptSchemaMismatch("schema", "score", score.Name, "Single", score.Type.ToString());
        if (label.Type != NumberDataViewType.Single && label.Type is not KeyDataViewType { Count: 2 })
            throw _host.ExceptSchemaMismatch("schema", "label", label.Name, "Single or a Key with cardinality 2", label.Type.ToString());
    }

    private static List<ScoredRow> Read(IDataView data, DataViewSchema.Column score, DataViewSchema.Column label)
    {
        var rows = new List<ScoredRow>();
        using var cursor = data.GetRowCursor(data.Schema.Where(column => column.Index == score.Index || column.Index == label.Index));
        var labelGetter = ClassLabel.GetterOf(cursor, label);
        var scoreGetter = cursor.GetGetter<float>(score);
        float labelValue = 0, scoreValue = 0;
        while (cursor.MoveNext())
        {
            labelGetter(ref labelValue);
            if (float.IsNaN(labelValue))
                continue;
            scoreGetter(ref scoreValue);
            if (float.IsFinite(scoreValue))
                rows.Add(new ScoredRow(scoreValue, labelValue > 0));
        }

        return rows;
    }
}
