using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace StandIns.Tests.MLNet;

/// <summary>What this KMeans promises beyond the original: the same bits on any number of threads.</summary>
public class KMeansTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(70)]
    public void Fit_AnyNumberOfThreads_GivesTheSameCentroids(int clusters)
    {
        Assert.Equal(Centroids(clusters, threads: 1), Centroids(clusters, threads: 2));
        Assert.Equal(Centroids(clusters, threads: 1), Centroids(clusters, threads: 1));
    }

    [Fact]
    public void Fit_OtherSeed_StartsElsewhere() => Assert.NotEqual(Centroids(70, threads: 1), Centroids(70, threads: 1, seed: 2));

    [Fact]
    public void Fit_RandomInitialization_Converges()
    {
        var centroids = Centroids(3, threads: 2, initialization: KMeansTrainer.InitializationAlgorithm.Random);
        Assert.Equal(3 * Row.Size, centroids.Length);
        Assert.All(centroids, value => Assert.InRange(value, 0, 1));
    }

    private static float[] Centroids(
        int clusters,
        int threads,
        int seed = 1,
        KMeansTrainer.InitializationAlgorithm initialization = KMeansTrainer.InitializationAlgorithm.KMeansYinyang)
    {
        var random = new Random(9);
        var rows = Enumerable.Range(0, 9000).Select(_ => new Row { Features = [.. Enumerable.Range(0, Row.Size).Select(_ => random.NextSingle())] });
        var ml = new MLContext(seed);
        var options = new KMeansTrainer.Options
        {
            NumberOfClusters = clusters,
            NumberOfThreads = threads,
            InitializationAlgorithm = initialization,
            MaximumNumberOfIterations = 20,
        };
        VBuffer<float>[] centroids = [];
        ml.Clustering.Trainers.KMeans(options).Fit(ml.Data.LoadFromEnumerable(rows.ToList())).Model.GetClusterCentroids(ref centroids, out _);
        return [.. centroids.SelectMany(centroid => centroid.DenseValues())];
    }

    private sealed class Row
    {
        public const int Size = 5;

        [VectorType(Size)]
        public float[] Features { get; set; } = [];
    }
}
