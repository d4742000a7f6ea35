using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples.Shared.Data;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>What k-means made of one space.</summary>
/// <param name="Space">What was clustered.</param>
/// <param name="NormalizedMutualInformation">Of cluster and class, over the entropy of the class.</param>
/// <param name="Accuracy">Under the best one-to-one choice of clusters for classes.</param>
/// <param name="Purity">Each cluster taken for its commonest class.</param>
/// <param name="AverageDistance">Squared, to the nearest centroid, in the space's own units.</param>
internal sealed record ClusterScores(
    string Space, double NormalizedMutualInformation, double Accuracy, double Purity, double AverageDistance)
{
    private const string PredictedLabel = "PredictedLabel";

    /// <summary>Scores rows that k-means has assigned, against their labels.</summary>
    public static ClusterScores From(MLContext context, string space, IDataView clustered)
    {
        var metrics = context.Clustering.Evaluate(clustered, labelColumnName: ImageViews.Label);
        var (clusters, labels) = ColumnReader.Keys(clustered, PredictedLabel, ImageViews.Label);
        return new ClusterScores(
            space,
            metrics.NormalizedMutualInformation,
            ClusterAccuracy.OneToOne(clusters, labels),
            ClusterAccuracy.Purity(clusters, labels),
            metrics.AverageDistance);
    }
}
