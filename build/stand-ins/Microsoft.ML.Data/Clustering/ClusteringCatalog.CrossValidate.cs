using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class ClusteringCatalog
{
    public IReadOnlyList<CrossValidationResult<ClusteringMetrics>> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = null,
        string featuresColumnName = null,
        string samplingKeyColumnName = null,
        int? seed = null) =>
        [.. CrossValidate(
            data, estimator, numberOfFolds, samplingKeyColumnName, seed,
            scores => Evaluate(scores, labelColumnName: labelColumnName, featureColumnName: featuresColumnName))];
}
