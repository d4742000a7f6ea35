using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class ClusteringCatalog
{
    public ClusteringMetrics Evaluate(
        IDataView data, string labelColumnName = null, string scoreColumnName = DefaultColumnNames.Score, string featureColumnName = null)
    {
        Environment.CheckValue(data, nameof(data));
        Environment.CheckNonEmpty(scoreColumnName, nameof(scoreColumnName));
        if (featureColumnName != null)
        {
            Environment.CheckNonEmpty(
                featureColumnName, nameof(featureColumnName), "The features column name should be non-empty if you want to calculate the Dbi metric.");
        }

        if (labelColumnName != null)
        {
            Environment.CheckNonEmpty(
                labelColumnName, nameof(labelColumnName), "The label column name should be non-empty if you want to calculate the Nmi metric.");
        }

        return new ClusteringEvaluation(Environment, data, scoreColumnName, labelColumnName, featureColumnName).Run();
    }
}
