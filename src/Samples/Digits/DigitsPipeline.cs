using Microsoft.ML.Trainers;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>The estimators of the main job.</summary>
internal static class DigitsPipeline
{
    public const string Latent = "Latent";
    public const string Reconstruction = "Reconstruction";
    public const int ClusterCount = 10;

    /// <summary>By then the centroids hardly move, and the raw pixels would take minutes more.</summary>
    private const int MaximumKMeansIterations = 100;

    public static VaeEstimator Autoencoder(MLContext context, DigitsOptions options, IProgress<TrainingProgress> progress) =>
        context.Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = Latent,
            InputColumnName = ImageViews.Image,
            ReconstructionColumnName = Reconstruction,
            LatentDimension = options.LatentDimension,
            Network = Network.FullyConnected(options.HiddenSizes),
            BatchSize = options.BatchSize,
            Epochs = options.Epochs,
            Seed = options.Seed,
            SnapshotSamples = new SnapshotOptions(),
            Progress = progress,
        });

    public static KMeansTrainer KMeans(MLContext context, string featureColumn) =>
        context.Clustering.Trainers.KMeans(new KMeansTrainer.Options
        {
            FeatureColumnName = featureColumn,
            NumberOfClusters = ClusterCount,
            MaximumNumberOfIterations = MaximumKMeansIterations,
        });
}
