using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>KMeans and its metrics.</summary>
public sealed class ClusteringTests
{
    private readonly MLContext _ml = PlatformRows.Context();

    [Theory]
    [InlineData(KMeansTrainer.InitializationAlgorithm.KMeansPlusPlus)]
    [InlineData(KMeansTrainer.InitializationAlgorithm.KMeansYinyang)]
    public void Fit_FarGroups_FindsThem(KMeansTrainer.InitializationAlgorithm initialization)
    {
        var data = Groups(300);
        var model = _ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options
        {
            FeatureColumnName = "Point",
            NumberOfClusters = 3,
            InitializationAlgorithm = initialization,
        }).Fit(data);
        var metrics = _ml.Clustering.Evaluate(model.Transform(data), labelColumnName: "Group", featureColumnName: "Point");

        metrics.NormalizedMutualInformation.ShouldBe(1, 1e-9);
        metrics.AverageDistance.ShouldBeInRange(0.1, 0.4);
        metrics.DaviesBouldinIndex.ShouldBeInRange(0.01, 0.2);

        VBuffer<float>[] centroids = [];
        model.Model.GetClusterCentroids(ref centroids, out var k);
        k.ShouldBe(3);
        centroids.Select(centroid => MathF.Round(centroid.GetItemOrDefault(0))).Order().ShouldBe([0f, 10f, 20f]);
    }

    [Fact]
    public void Fit_Converged_EachCentroidIsTheMeanOfItsRows()
    {
        var random = new Random(8);
        var rows = Enumerable.Range(0, 2000).Select(_ => new Grouped { Point = [random.NextSingle(), random.NextSingle()] }).ToList();
        var data = _ml.Data.LoadFromEnumerable(rows);
        var model = _ml.Clustering.Trainers.KMeans("Point", numberOfClusters: 6).Fit(data);
        VBuffer<float>[] centroids = [];
        model.Model.GetClusterCentroids(ref centroids, out _);

        var labels = model.Transform(data).GetColumn<uint>("PredictedLabel").ToList();
        for (var cluster = 0; cluster < 6; cluster++)
        {
            var members = rows.Where((_, i) => labels[i] == cluster + 1).ToList();
            for (var d = 0; d < 2; d++)
                centroids[cluster].GetItemOrDefault(d).ShouldBe(members.Average(row => row.Point[d]), 2e-4f); // Single-precision sums of 2,000 rows.
        }
    }

    [Fact]
    public void Transform_Scores_AreSquaredDistancesAndTheLabelIsTheirMinimumCountedFromOne()
    {
        var data = Groups(60);
        var model = _ml.Clustering.Trainers.KMeans("Point", numberOfClusters: 3).Fit(data);
        var view = model.Transform(data);
        VBuffer<float>[] centroids = [];
        model.Model.GetClusterCentroids(ref centroids, out _);

        var points = view.GetColumn<float[]>("Point").ToList();
        var scores = view.GetColumn<float[]>("Score").ToList();
        var labels = view.GetColumn<uint>("PredictedLabel").ToList();
        for (var i = 0; i < points.Count; i++)
        {
            var expected = centroids.Select(c => c.DenseValues().Zip(points[i], (a, b) => (a - b) * (a - b)).Sum()).ToArray();
            for (var c = 0; c < 3; c++)
                scores[i][c].ShouldBe(expected[c], 1e-2f); // The original expands the square, which costs digits.
            labels[i].ShouldBe((uint)Array.IndexOf(scores[i], scores[i].Min()) + 1);
        }
    }

    [Fact]
    public void Transform_Schema_HasKeyAndVectorWithTheirAnnotations()
    {
        var data = Groups(30);
        var schema = _ml.Clustering.Trainers.KMeans("Point", numberOfClusters: 3).Fit(data).Transform(data).Schema;
        schema["PredictedLabel"].Type.ShouldBe(new KeyDataViewType(typeof(uint), 3));
        schema["Score"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, 3));
        schema["PredictedLabel"].Index.ShouldBe(2);
        schema["PredictedLabel"].Annotations.Schema.Select(a => a.Name).ShouldBe(["ScoreColumnKind", "ScoreValueKind", "ScoreColumnSetId"]);
        schema["Score"].Annotations.Schema.Select(a => a.Name).ShouldBe(["ScoreColumnKind", "ScoreColumnSetId", "ScoreValueKind"]);
        ReadOnlyMemory<char> kind = default;
        schema["Score"].Annotations.GetValue("ScoreColumnKind", ref kind);
        kind.ToString().ShouldBe("Clustering");
        var set = 0u;
        schema["Score"].Annotations.GetValue("ScoreColumnSetId", ref set);
        set.ShouldBe(1u);
    }

    [Fact]
    public void Evaluate_WithoutLabelAndFeatures_GivesNaNAndZero()
    {
        var data = Groups(30);
        var scored = _ml.Clustering.Trainers.KMeans("Point", numberOfClusters: 3).Fit(data).Transform(data);
        var metrics = _ml.Clustering.Evaluate(scored);
        metrics.NormalizedMutualInformation.ShouldBe(double.NaN);
        metrics.DaviesBouldinIndex.ShouldBe(0);
        metrics.AverageDistance.ShouldBe(scored.GetColumn<float[]>("Score").Average(scores => scores.Min()), 1e-5);
    }

    [Fact]
    public void Evaluate_TwoClassesInOneCluster_DividesByTheLabelsEntropy()
    {
        // Two clusters, three classes of 10, 10 and 20 rows: the information is ln 2, the labels' entropy 1.5 ln 2.
        var rows = Enumerable.Range(0, 40).Select(i => new Scored
        {
            Label = i < 10 ? 0 : i < 20 ? 1 : 2,
            Score = i < 20 ? [1f, 5f] : [4f, 2f],
        });
        var metrics = _ml.Clustering.Evaluate(_ml.Data.LoadFromEnumerable(rows), labelColumnName: "Label");
        metrics.NormalizedMutualInformation.ShouldBe(2.0 / 3, 1e-12);
        metrics.AverageDistance.ShouldBe(1.5, 1e-12);
    }

    [Fact]
    public void Evaluate_LabelOfAWrongType_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Clustering.Evaluate(_ml.View(3), "Name", "Vector"))
            .Message.ShouldContain("expected Single or Key, got String");

    [Fact]
    public void Fit_MissingOrWrongColumn_Throws()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Clustering.Trainers.KMeans("Nope").Fit(_ml.View(10)))
            .Message.ShouldBe("Could not find feature column 'Nope' (Parameter 'inputSchema')");
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Clustering.Trainers.KMeans("Name").Fit(_ml.View(10)))
            .Message.ShouldBe("Schema mismatch for feature column 'Name': expected Vector<Single>, got String (Parameter 'inputSchema')");
    }

    [Fact]
    public void Fit_NoRowsOrTooFew_Throws()
    {
        var none = _ml.Data.LoadFromEnumerable(new List<Grouped>());
        Should.Throw<InvalidOperationException>(() => _ml.Clustering.Trainers.KMeans("Point").Fit(none));
        var same = _ml.Data.LoadFromEnumerable(Enumerable.Repeat(new Grouped(), 50));
        var options = new KMeansTrainer.Options
        {
            FeatureColumnName = "Point",
            NumberOfClusters = 3,
            InitializationAlgorithm = KMeansTrainer.InitializationAlgorithm.KMeansPlusPlus,
        };
        Should.Throw<InvalidOperationException>(() => _ml.Clustering.Trainers.KMeans(options).Fit(same))
            .Message.ShouldContain("Not enough distinct instances to populate 3 clusters (only found 1 distinct instances)");
    }

    [Fact]
    public void Fit_RowsWithNaN_AreIgnored()
    {
        var rows = GroupRows(90);
        rows.Add(new Grouped { Point = [float.NaN, 0] });
        var model = _ml.Clustering.Trainers.KMeans("Point", numberOfClusters: 3).Fit(_ml.Data.LoadFromEnumerable(rows));
        VBuffer<float>[] centroids = [];
        model.Model.GetClusterCentroids(ref centroids, out _);
        centroids.SelectMany(centroid => centroid.DenseValues()).ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void Options_Defaults_AreThoseOfTheOriginal()
    {
        var options = new KMeansTrainer.Options();
        options.FeatureColumnName.ShouldBe("Features");
        options.ExampleWeightColumnName.ShouldBeNull();
        options.NumberOfClusters.ShouldBe(5);
        options.InitializationAlgorithm.ShouldBe(KMeansTrainer.InitializationAlgorithm.KMeansYinyang);
        options.OptimizationTolerance.ShouldBe(1e-7f);
        options.MaximumNumberOfIterations.ShouldBe(1000);
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options { NumberOfClusters = 0 }));
    }

    [Fact]
    public void SaveAndLoad_Model_ScoresTheSame()
    {
        var data = Groups(60);
        var model = _ml.Clustering.Trainers.KMeans("Point", numberOfClusters: 3).Fit(data);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        var loaded = new MLContext().Model.Load(stream, out _);

        loaded.ShouldBeAssignableTo<ISingleFeaturePredictionTransformer<object>>()!.Model.ShouldBeOfType<KMeansModelParameters>();
        loaded.Transform(data).GetColumn<float[]>("Score").ShouldBe(model.Transform(data).GetColumn<float[]>("Score"));
    }

    private IDataView Groups(int count) => _ml.Data.LoadFromEnumerable(GroupRows(count));

    private static List<Grouped> GroupRows(int count)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, count).Select(i => new Grouped
        {
            Group = i % 3,
            Point = [i % 3 * 10 + random.NextSingle() - 0.5f, random.NextSingle() - 0.5f],
        })];
    }

    private sealed class Grouped
    {
        public float Group { get; set; }

        [VectorType(2)]
        public float[] Point { get; set; } = [0, 0];
    }

    private sealed class Scored
    {
        public float Label { get; set; }

        [VectorType(2)]
        public float[] Score { get; set; } = [0, 0];
    }
}
