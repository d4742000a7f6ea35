using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>ML.NET's own estimators keep the contract: what it asks of ours is what the platform does.</summary>
public class PlatformContractTests
{
    private const int Rows = 60;

    private static readonly InvalidInput _missing = new(
        context => context.Data.LoadFromEnumerable([new Other()]), $"Could not find input column '{TinyModel.Input}'");

    [Fact]
    public void CopyColumns_KeepsTheContract() => Check(context => context.Transforms.CopyColumns("Copy", TinyModel.Input), _missing);

    [Fact]
    public void CopyColumns_OverItsInput_KeepsTheContract() =>
        Check(context => context.Transforms.CopyColumns("Number", TinyModel.Input), _missing);

    [Fact]
    public void Concatenate_KeepsTheContract() => Check(context => context.Transforms.Concatenate("Both", TinyModel.Input, TinyModel.Input));

    [Fact]
    public void SelectColumns_KeepsTheContract() => Check(context => context.Transforms.SelectColumns(TinyModel.Input));

    [Fact]
    public void KMeans_KeepsTheContract() => EstimatorContract.Check(new ContractSubject
    {
        Estimator = context => context.Clustering.Trainers.KMeans(new KMeansTrainer.Options
        {
            FeatureColumnName = TinyModel.Input,
            NumberOfClusters = 3,
            NumberOfThreads = 1,
        }),
        Data = context => TestImages.InMemory(context, Rows),
        Invalid =   // each entrance has words of its own
        [
            new(context => context.Data.LoadFromEnumerable([new Other()]), TinyModel.Input),
            new(context => context.Data.LoadFromEnumerable([new WrongType()]), "column") { MayBeInvalidOperation = true },
        ],
        RefitsEqually = false,   // each fit draws on from the same generator
    });

    [Fact]
    public void Chain_OfCopyAndKMeans_KeepsTheContract() => EstimatorContract.Check(new ContractSubject
    {
        Estimator = context => context.Transforms.CopyColumns("Copy", TinyModel.Input)
            .Append(context.Clustering.Trainers.KMeans(new KMeansTrainer.Options { FeatureColumnName = "Copy", NumberOfClusters = 3, NumberOfThreads = 1 })),
        Data = context => TestImages.InMemory(context, Rows),
        Invalid = [_missing],
        RefitsEqually = false,
    });

    private static void Check(Func<MLContext, IEstimator<ITransformer>> estimator, params InvalidInput[] invalid) => EstimatorContract.Check(new ContractSubject
    {
        Estimator = estimator,
        Data = context => TestImages.InMemory(context, Rows),
        Invalid = invalid,
    });

    private sealed class Other
    {
        public float Unrelated { get; set; }
    }

    private sealed class WrongType
    {
        public string Pixels { get; set; } = "";
    }
}
