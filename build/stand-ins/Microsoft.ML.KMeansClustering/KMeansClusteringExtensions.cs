using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Microsoft.ML;

/// <summary>Hangs k-means into the catalog of clustering trainers.</summary>
public static class KMeansClusteringExtensions
{
    public static KMeansTrainer KMeans(
        this ClusteringCatalog.ClusteringTrainers catalog,
        string featureColumnName = DefaultColumnNames.Features,
        string exampleWeightColumnName = null,
        int numberOfClusters = KMeansTrainer.DefaultNumberOfClusters)
    {
        Contracts.CheckValue(catalog, nameof(catalog));
        return catalog.KMeans(new KMeansTrainer.Options
        {
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            NumberOfClusters = numberOfClusters,
        });
    }

    public static KMeansTrainer KMeans(this ClusteringCatalog.ClusteringTrainers catalog, KMeansTrainer.Options options)
    {
        Contracts.CheckValue(catalog, nameof(catalog));
        Contracts.CheckValue(options, nameof(options));
        return new KMeansTrainer(catalog.GetEnvironment(), options);
    }
}
