using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public abstract partial class TrainCatalogBase
{
    /// <summary>Fits on all folds but one and scores that one, for each of them. A chain scores with all its elements.</summary>
    private protected List<CrossValidationResult<TMetrics>> CrossValidate<TMetrics>(
        IDataView data, IEstimator<ITransformer> estimator, int numFolds, string samplingKeyColumn, int? seed, Func<IDataView, TMetrics> evaluate)
        where TMetrics : class
    {
        Environment.CheckValue(data, nameof(data));
        Environment.CheckValue(estimator, nameof(estimator));
        Environment.CheckParam(numFolds > 1, nameof(numFolds), "Must be more than 1");
        var scored = new List<(ITransformer Model, IDataView Scores)>();
        foreach (var fold in DataOperationsCatalog.Split(Environment, data, numFolds, samplingKeyColumn, seed))
        {
            var model = estimator.Fit(fold.TrainSet);
            scored.Add((model, Score(model, fold.TestSet)));
        }

        return [.. scored.Select((fold, i) => new CrossValidationResult<TMetrics>(fold.Model, evaluate(fold.Scores), fold.Scores, i))];
    }

    private static IDataView Score(ITransformer model, IDataView test) =>
        model is ITransformerChainAccessor chain
            ? new TransformerChain<ITransformer>(chain.Transformers, chain.Scopes).Transform(test, TransformerScope.Everything)
            : model.Transform(test);

    /// <summary>One fold's model, its scores and their metrics.</summary>
    public sealed class CrossValidationResult<T>
        where T : class
    {
        public readonly T Metrics;

        public readonly ITransformer Model;

        public readonly IDataView ScoredHoldOutSet;

        public readonly int Fold;

        internal CrossValidationResult(ITransformer model, T metrics, IDataView scores, int fold)
        {
            Model = model;
            Metrics = metrics;
            ScoredHoldOutSet = scores;
            Fold = fold;
        }
    }
}
