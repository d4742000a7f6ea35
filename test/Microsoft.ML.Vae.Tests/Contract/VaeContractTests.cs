using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>Option sets that change the schema, or how rows are read, each through the whole contract.</summary>
public class VaeContractTests
{
    private const int Rows = 300;   // more than one batch of rows read ahead

    private static readonly VaeOptions _options = TestOptions.Tiny;

    private static readonly VaeOptions _everything = _options with
    {
        LatentLogVarianceColumnName = "LogVariance",
        LatentSampleColumnName = "Code",
        ReconstructionColumnName = "Again",
        SampleColumnName = "New",
        ScoreColumnName = "Score",
        PredictedLabelColumnName = "PredictedLabel",
        PValueColumnName = "PValue",
        ScoreContributionsColumnName = "Contributions",
        IsValidColumnName = "IsValid",
    };

    [Fact]
    public void Latent_Alone_KeepsTheContract() => Check(_options, Singles);

    [Fact]
    public void Latent_OfBytes_KeepsTheContract() => Check(_options, Bytes);

    [Fact]
    public void Reconstruction_OfSingles_KeepsTheContract() => Check(_options with { ReconstructionColumnName = "Again" }, Singles);

    [Fact]
    public void Reconstruction_OfBytes_KeepsTheContract() => Check(_options with { ReconstructionColumnName = "Again" }, Bytes);

    [Fact]
    public void Latent_OverItsInput_KeepsTheContract() =>
        Check(_options with { OutputColumnName = TinyModel.Input, InputColumnName = null, ReconstructionColumnName = "Again" }, Singles);

    [Fact]
    public void Reconstruction_OverItsInput_KeepsTheContract() => Check(_options with { ReconstructionColumnName = TinyModel.Input }, Bytes);

    [Fact]
    public void Latent_OverAnUnrelatedColumn_KeepsTheContract() => Check(_options with { OutputColumnName = "Number" }, Singles);

    [Fact]
    public void HiddenColumnsOfTheSameNames_KeepTheContract() => Check(
        _options with { ReconstructionColumnName = "Again" },
        context => context.Transforms.CopyColumns("Again", "Number")
            .Append(context.Transforms.CopyColumns("Latent", "Number"))
            .Append(context.Transforms.CopyColumns("Latent", TinyModel.Input))
            .Append(context.Transforms.CopyColumns("Number", TinyModel.Input))
            .Fit(Singles(context)).Transform(Singles(context)));

    [Fact]
    public void ColumnsWithAnnotations_KeepTheContract() => Check(
        _options,
        context => context.Transforms.Concatenate("Named", "Number single", TinyModel.Input)
            .Fit(Numbered(context)).Transform(Numbered(context)));

    [Fact]
    public void GaussianDeepAndScaled_KeepsTheContract() => Check(
        _options with
        {
            ReconstructionColumnName = "Again",
            Likelihood = Likelihood.Gaussian(0.5),
            Network = Network.FullyConnected([9, 5]),
            PixelScaling = new PixelScaling(1f, 2f),
        },
        Singles);

    [Fact]
    public void EveryColumn_OfSingles_KeepsTheContract() => Check(_everything, Singles);

    [Fact]
    public void EveryColumn_OfBytes_KeepsTheContract() => Check(_everything, Bytes);

    [Fact]
    public void EveryColumn_OverColumnsOfTheInput_KeepsTheContract() =>
        Check(_everything with { ScoreColumnName = "Number", LatentSampleColumnName = TinyModel.Input }, Singles);

    [Fact]
    public void MissingValues_EveryColumn_KeepsTheContract() =>
        Check(_everything with { OnMissingValue = MissingValueBehavior.Impute, Likelihood = Likelihood.Gaussian(0.3) }, Incomplete);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void EveryColumnOfACodebook_KeepsTheContract(int groups) => Check(QuantizedColumns.With(_options, groups: groups), Singles);

    [Fact]
    public void Condition_EveryColumn_KeepsTheContract() => CheckConditional(_everything);

    [Fact]
    public void ConditionAndCodebook_EveryColumn_KeepsTheContract() => CheckConditional(QuantizedColumns.With(_options, groups: 2));

    [Fact]
    public void ConditionOverwritten_KeepsTheContract() => CheckConditional(_options with { ScoreColumnName = ConditionedImages.Column });

    [Fact]
    public void InsideAChain_KeepsTheContract() => EstimatorContract.Check(new ContractSubject
    {
        Estimator = context => context.Transforms.CopyColumns("Copy", TinyModel.Input)
            .Append(context.Transforms.VariationalAutoencoder(_options with { InputColumnName = "Copy" }))
            .Append(context.Transforms.Concatenate("Features", "Latent", TinyModel.Input)),
        Data = Singles,
    });

    private static void Check(VaeOptions options, Func<MLContext, IDataView> data) => EstimatorContract.Check(new ContractSubject
    {
        Estimator = context => context.Transforms.VariationalAutoencoder(options),
        Data = data,
        Invalid = InvalidVectors.For(TinyModel.Input, TinyModel.Size),
    });

    private static void CheckConditional(VaeOptions options) => EstimatorContract.Check(new ContractSubject
    {
        Estimator = context => context.Transforms.VariationalAutoencoder(options with { ConditionColumnName = ConditionedImages.Column }),
        Data = context => context.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(ConditionedImageRow.Of).ToList()),
        Invalid = InvalidConditions.For(ConditionedImages.Column, ConditionedImages.Count),
    });

    private static IDataView Singles(MLContext context) => TestImages.InMemory(context, Rows);

    private static IDataView Bytes(MLContext context) => context.Data.LoadFromEnumerable(
        Enumerable.Range(0, Rows).Select(row => new ByteRow { Number = row, Name = $"row {row}", Pixels = TestImages.Bytes(row) }));

    private static IDataView Incomplete(MLContext context) => context.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(row => new NumberedRow
    {
        Number = row,
        Pixels = [.. TestImages.Floats(row).Select((pixel, slot) => (row + slot) % 4 == 0 ? float.NaN : pixel)],
    }).ToList());

    private static IDataView Numbered(MLContext context) => context.Data.LoadFromEnumerable(
        Enumerable.Range(0, Rows).Select(row => new NumberedRow { Number = row, Pixels = TestImages.Floats(row) }));

    private sealed class ByteRow
    {
        public int Number { get; set; }

        public string Name { get; set; } = "";

        [VectorType(TinyModel.Size)]
        public byte[] Pixels { get; set; } = [];
    }

    private sealed class NumberedRow
    {
        [ColumnName("Number single")]
        public float Number { get; set; }

        [VectorType(TinyModel.Size)]
        public float[] Pixels { get; set; } = [];
    }
}
