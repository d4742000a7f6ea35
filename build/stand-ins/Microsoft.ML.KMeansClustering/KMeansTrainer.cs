using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Initialization;
using Microsoft.ML.Trainers.Training;

namespace Microsoft.ML.Trainers;

/// <summary>Finds k centroids such that rows lie close to their nearest one.</summary>
public partial class KMeansTrainer
    : TrainerEstimatorBase<ClusteringPredictionTransformer<KMeansModelParameters>, KMeansModelParameters>
{
    internal const int DefaultNumberOfClusters = 5;

    private readonly int _clusters;
    private readonly int _maximumIterations;
    private readonly float _tolerance;
    private readonly InitializationAlgorithm _initialization;
    private readonly int _threads;

    internal KMeansTrainer(IHostEnvironment env, Options options)
        : base(
            env.Register("KMeansPlusPlus"),
            new SchemaShape.Column(options.FeatureColumnName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false),
            label: default,
            WeightShape(options.ExampleWeightColumnName))
    {
        CheckPositive(options.NumberOfClusters > 0, nameof(options.NumberOfClusters));
        CheckPositive(options.MaximumNumberOfIterations > 0, nameof(options.MaximumNumberOfIterations));
        Host.CheckUserArg(options.OptimizationTolerance > 0, nameof(options.OptimizationTolerance), "Tolerance must be positive");
        CheckPositive(options.AccelerationMemoryBudgetMb > 0, nameof(options.AccelerationMemoryBudgetMb));
        Host.CheckUserArg(options.NumberOfThreads is null or > 0, nameof(options.NumberOfThreads), "Must be either null or a positive integer.");
        _clusters = options.NumberOfClusters;
        _maximumIterations = options.MaximumNumberOfIterations;
        _tolerance = options.OptimizationTolerance;
        _initialization = options.InitializationAlgorithm;
        _threads = Math.Min(System.Environment.ProcessorCount, options.NumberOfThreads ?? int.MaxValue);
        Info = new TrainerInfo();
    }

    public override TrainerInfo Info { get; }

    private protected override KMeansModelParameters Train(IDataView data)
    {
        using var channel = Host.Start("Training");
        channel.Info(MessageSensitivity.Unknown, "Initializing centroids");
        var rows = TrainingRows.Read(channel, data, FeatureColumn.Name, WeightColumn.Name);
        var loop = new BlockLoop(_threads);
        var centroids = ChooseCentroids(rows, loop);
        CheckFinite(centroids);
        channel.Info(MessageSensitivity.Unknown, "Centroids initialized, starting main trainer");
        new Lloyd(rows.Points, centroids, loop).Run(_maximumIterations, _tolerance);
        CheckFinite(centroids);
        channel.Info(MessageSensitivity.Unknown, "Model trained successfully on {0} instances", rows.Points.Count);
        if (rows.MissingCount > 0)
        {
            channel.Warning(
                MessageSensitivity.Unknown, "{0} instances with missing features detected and ignored. Consider using MissingHandler.", rows.MissingCount);
        }

        return new KMeansModelParameters(Host, centroids.ToBuffers());
    }

    private protected override SchemaShape.Column[] GetOutputColumns()
    {
        var annotations = new SchemaShape(AnnotationUtils.GetTrainerOutputAnnotation());
        return
        [
            new(DefaultColumnNames.Score, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false, annotations),
            new(DefaultColumnNames.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true, annotations),
        ];
    }

    private protected override ClusteringPredictionTransformer<KMeansModelParameters> MakeTransformer(
        KMeansModelParameters model, DataViewSchema trainSchema) =>
        new(Host, model, trainSchema, FeatureColumn.Name);

    private static SchemaShape.Column WeightShape(string name) =>
        name == null ? default : new SchemaShape.Column(name, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false);

    private static void CheckFinite(Centroids centroids)
    {
        for (var i = 0; i < centroids.Count; i++)
            Contracts.Check(Finite.AreAll(centroids.Values(i)), "Model training failed: non-finite coordinates are generated");
    }

    private void CheckPositive(bool isPositive, string option) => Host.CheckUserArg(isPositive, option, "Must be positive");

    private Centroids ChooseCentroids(TrainingRows rows, BlockLoop loop) => _initialization switch
    {
        InitializationAlgorithm.KMeansPlusPlus => PlusPlusInitialization.Choose(rows.Points, rows.Weights, _clusters, Host.Rand, loop),
        InitializationAlgorithm.Random => RandomInitialization.Choose(rows.Points, _clusters, Host.Rand),
        _ => ScalableInitialization.Choose(rows.Points, _clusters, Host.Rand, loop),
    };
}
