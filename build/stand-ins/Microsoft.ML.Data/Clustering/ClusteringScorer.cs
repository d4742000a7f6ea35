using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>PredictedLabel, the cluster with the smallest score counted from one, and Score.</summary>
internal sealed class ClusteringScorer : IRowMapper
{
    private const int PredictedLabel = 0;
    private const int Score = 1;

    private readonly IFeatureScorer _model;
    private readonly DataViewSchema.Column _features;

    private ClusteringScorer(IFeatureScorer model, DataViewSchema.Column features, ScoreAnnotations annotations)
    {
        _model = model;
        _features = features;
        OutputColumns =
        [
            new(DefaultColumnNames.PredictedLabel, new KeyDataViewType(typeof(uint), model.ScoreCount), annotations.OfPredictedLabel()),
            new(DefaultColumnNames.Score, new VectorDataViewType(NumberDataViewType.Single, model.ScoreCount), annotations.OfScore()),
        ];
    }

    public DataViewSchema.DetachedColumn[] OutputColumns { get; }

    public static ClusteringScorer Bind(IExceptionContext context, IFeatureScorer model, DataViewSchema schema, string featureColumn)
    {
        if (schema.GetColumnOrNull(featureColumn) is not { } features)
            throw context.ExceptParam(nameof(schema), $"{featureColumn} column 'Feature' not found");
        CheckType(context, features.Type, new VectorDataViewType(NumberDataViewType.Single, model.FeatureCount));
        return new ClusteringScorer(model, features, new ScoreAnnotations(schema, AnnotationUtils.Const.ScoreColumnKind.Clustering));
    }

    public IEnumerable<int> GetDependencies(int output) => [_features.Index];

    public Delegate[] CreateGetters(DataViewRow input, bool[] active)
    {
        if (!active.Contains(true))
            return [null, null];
        var scores = new RowScores(_model, input, _features);
        return
        [
            active[PredictedLabel] ? (ValueGetter<uint>)scores.GetPredictedLabel : null,
            active[Score] ? (ValueGetter<VBuffer<float>>)scores.GetScore : null,
        ];
    }

    private static void CheckType(IExceptionContext context, DataViewType type, VectorDataViewType expected)
    {
        var vector = type as VectorDataViewType;
        if (!(vector?.ItemType ?? type).Equals(expected.ItemType))
            throw context.Except("Incompatible features column type item type: '{0}' vs '{1}'", vector?.ItemType ?? type, expected.ItemType);
        if (vector?.Size != expected.Size)
            throw context.Except("Incompatible features column type: '{0}' vs '{1}'", type, expected);
    }

    /// <summary>Scores a row once for both columns.</summary>
    private sealed class RowScores(IFeatureScorer model, DataViewRow row, DataViewSchema.Column features)
    {
        private readonly ValueGetter<VBuffer<float>> _features = row.GetGetter<VBuffer<float>>(features);
        private VBuffer<float> _input;
        private VBuffer<float> _scores;
        private long _position = -1;

        public void GetScore(ref VBuffer<float> value)
        {
            Update();
            _scores.CopyTo(ref value);
        }

        public void GetPredictedLabel(ref uint value)
        {
            Update();
            value = 0;
            var smallest = float.PositiveInfinity;
            var scores = _scores.GetValues();
            for (var i = 0; i < scores.Length; i++)
            {
                if (scores[i] < smallest)
                    (smallest, value) = (scores[i], (uint)i + 1);
            }
        }

        private void Update()
        {
            if (_position != row.Position)
            {
                _features(ref _input);
                model.Score(in _input, ref _scores);
                _position = row.Position;
            }

            Contracts.Check(_scores.Length == model.ScoreCount);
        }
    }
}
