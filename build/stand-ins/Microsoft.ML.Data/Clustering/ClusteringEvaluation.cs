using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads scored rows and computes the metrics: once, and a second time where features are asked for.</summary>
internal sealed class ClusteringEvaluation
{
    private readonly IHost _host;
    private readonly IDataView _data;
    private readonly DataViewSchema.Column _score;
    private readonly DataViewSchema.Column? _label;
    private readonly DataViewSchema.Column? _features;
    private readonly int _clusters;

    public ClusteringEvaluation(IHostEnvironment env, IDataView data, string score, string label, string features)
    {
        _host = env.Register("ClusteringEvaluator");
        _data = data;
        _score = Find("Score", score).Value;
        _label = Find("Label", label);
        _features = Find("Feature", features);
        CheckTypes();
        _clusters = ((VectorDataViewType)_score.Type).Size;
    }

    public ClusteringMetrics Run()
    {
        var counts = new ClusterCounts(_clusters);
        var dispersion = _features is { } features ? new ClusterDispersion(_clusters, ((VectorDataViewType)features.Type).Size) : null;
        ReadRows((cluster, score, label, row) =>
        {
            counts.Add(cluster, score, label);
            dispersion?.AddMember(cluster, row);
        });
        if (dispersion != null)
            ReadRows((cluster, _, _, row) => dispersion.AddDistance(cluster, row));
        return new ClusteringMetrics(counts.NormalizedMutualInformation, counts.AverageScore, dispersion?.DaviesBouldinIndex ?? 0);
    }

    private DataViewSchema.Column? Find(string role, string name)
    {
        if (name == null)
            return null;
        return _data.Schema.GetColumnOrNull(name) ?? throw _host.ExceptParam("schema", $"{name} column '{role}' not found");
    }

    private void CheckTypes()
    {
        if (_label is { } label && label.Type is not KeyDataViewType && label.Type != NumberDataViewType.Single)
            throw _host.ExceptSchemaMismatch("schema", "label", label.Name, "Single or Key", label.Type.ToString());
        if (!IsKnownVector(_score.Type))
            throw _host.ExceptSchemaMismatch("schema", "score", _score.Name, "known-size vector of Single", _score.Type.ToString());
        if (_features is { } features && !IsKnownVector(features.Type))
            throw _host.ExceptSchemaMismatch("schema", "features", features.Name, "R4 vector of known size", features.Type.ToString());
    }

    private static bool IsKnownVector(DataViewType type) =>
        type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single;

    /// <summary>Gives the nearest cluster, its score, the label and the features of each row with finite scores.</summary>
    private void ReadRows(Action<int, float, int, VBuffer<float>> visit)
    {
        using var cursor = _data.GetRowCursor(new[] { _score, _label, _features }.OfType<DataViewSchema.Column>());
        var scoreGetter = cursor.GetGetter<VBuffer<float>>(_score);
        var labelGetter = _label is { } label ? ClassLabel.GetterOf(cursor, label) : null;
        var featureGetter = _features is { } features ? cursor.GetGetter<VBuffer<float>>(features) : null;
        VBuffer<float> scores = default, row = default;
        var dense = new float[_clusters];
        while (cursor.MoveNext())
        {
            var labelValue = ReadLabel(labelGetter);
            scoreGetter(ref scores);
            _host.Check(scores.Length == _clusters);
            scores.CopyTo(dense);
            if (!Array.TrueForAll(dense, float.IsFinite))
                continue;
            featureGetter?.Invoke(ref row);
            var nearest = Array.IndexOf(dense, dense.Min());
            visit(nearest, dense[nearest], labelValue, row);
        }
    }

    private int ReadLabel(ValueGetter<float> getter)
    {
        var label = float.NaN;
        getter?.Invoke(ref label);
        if (float.IsNaN(label))
            return 0;
        if (label < 0 || label != (int)label)
            throw _host.Except("Invalid label: {0}", label);
        return (int)label;
    }
}
