using System.Reflection;
using System.Runtime.Intrinsics;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Checkpoints;

/// <summary>A checkpoint of another fit is refused with every difference; what does not bear on the result may differ.</summary>
public sealed class OtherFitTests : IClassFixture<OtherFitTests.OneCheckpoint>
{
    private const int Rows = 70;

    // Each with a change, and the line that tells it.
    private static readonly TrainingEngine _engine = Vector512.IsHardwareAccelerated ? TrainingEngine.Fused : TrainingEngine.Autograd;   // Auto's
    private static readonly TrainingEngine _otherEngine = _engine == TrainingEngine.Fused ? TrainingEngine.Autograd : TrainingEngine.Fused;

    private static readonly Dictionary<string, (Func<VaeOptions, VaeOptions> Change, string Line)> _counting = new()
    {
        [nameof(VaeOptions.LatentDimension)] = (o => o with { LatentDimension = 3 }, "LatentDimension: 2 in the checkpoint, 3 now."),
        [nameof(VaeOptions.Network)] = (o => o with { Network = Network.FullyConnected([8], activation: Activation.Tanh) },
            "Network: fully connected (encoder 8, decoder 8 units, Relu) in the checkpoint, fully connected (encoder 8, decoder 8 units, Tanh) now."),
        [nameof(VaeOptions.InitialWeights)] = (o => o with { InitialWeights = Imported() }, "InitialWeights: none in the checkpoint, vae.pt "),
        [nameof(VaeOptions.FrozenParts)] = (o => o with { InitialWeights = Imported(), FrozenParts = FrozenParts.Encoder },
            "FrozenParts: none in the checkpoint, Encoder now."),
        [nameof(VaeOptions.ConditionColumnName)] = (o => o with { ConditionColumnName = "Copy" },
            "ConditionColumnName: none in the checkpoint, Copy, Vector<Single, 12> now."),
        [nameof(VaeOptions.Corruption)] = (o => o with { Corruption = Corruption.Masking(0.5) }, "Corruption: none in the checkpoint, Masking(0.5) now."),
        [nameof(VaeOptions.Likelihood)] = (o => o with { Likelihood = Likelihood.Laplace(0.5) }, "Likelihood: Bernoulli in the checkpoint, Laplace(b = 0.5) now."),
        [nameof(VaeOptions.DynamicBinarization)] = (o => o with { DynamicBinarization = true }, "DynamicBinarization: False in the checkpoint, True, SampleSeed 3 now."),
        [nameof(VaeOptions.Objective)] = (o => o with { Objective = Objective.Elbo(BetaSchedule.Cyclical(ramp: 0.25)) },
            "Objective: ELBO with β = 1 in the checkpoint, ELBO with β = 1 after 4 × 5 epochs, rising over 0.25 of each now."),
        [nameof(VaeOptions.LearningRate)] = (o => o with { LearningRate = 0.0015 }, "LearningRate: 0.001 in the checkpoint, 0.0015 now."),
        [nameof(VaeOptions.Optimizer)] = (o => o with { Optimizer = Optimizer.Sgd() }, "Optimizer: Adam(β₁ = 0.9, β₂ = 0.999, ε = 1E-08) in the checkpoint, SGD(μ = 0.9) now."),
        [nameof(VaeOptions.LearningRateSchedule)] = (o => o with { LearningRateSchedule = LearningRateSchedule.Cosine(0.1, warmupSteps: 5) },
            "LearningRateSchedule: Constant in the checkpoint, Cosine(f = 0.1) after 5 warm-up steps over Epochs = 2 now."),
        [nameof(VaeOptions.MaximumGradientNorm)] = (o => o with { MaximumGradientNorm = 1.5 }, "MaximumGradientNorm: none in the checkpoint, 1.5 now."),
        [nameof(VaeOptions.ValidationFraction)] = (o => o with { ValidationFraction = 0.25 }, "ValidationFraction: 0 in the checkpoint, 0.25 now."),
        [nameof(VaeOptions.EarlyStopping)] = (o => o with { EarlyStopping = new EarlyStopping { MinimumImprovement = 0.5 } },
            "EarlyStopping: none in the checkpoint, Patience 5, MinimumImprovement 0.5, WarmupEpochs 0 now."),
        [nameof(VaeOptions.RestoreBestWeights)] = (o => o with { RestoreBestWeights = true }, "RestoreBestWeights: False in the checkpoint, True now."),
        [nameof(VaeOptions.OnDivergence)] = (o => o with { OnDivergence = DivergenceBehavior.KeepBest }, "OnDivergence: Throw in the checkpoint, KeepBest now."),
        [nameof(VaeOptions.OnCancellation)] = (o => o with { OnCancellation = CancellationBehavior.KeepBest }, "OnCancellation: Throw in the checkpoint, KeepBest now."),
        [nameof(VaeOptions.BatchSize)] = (o => o with { BatchSize = 31 }, "BatchSize: 32 in the checkpoint, 31 now."),
        [nameof(VaeOptions.GradientAccumulationSteps)] = (o => o with { GradientAccumulationSteps = 2 },
            "GradientAccumulationSteps: 1 in the checkpoint, 2 now."),
        [nameof(VaeOptions.Epochs)] = (o => o with { Epochs = 1 }, "Epochs: 2 begun in the checkpoint, 1 now."),
        [nameof(VaeOptions.Engine)] = (o => o with { Engine = _otherEngine }, $"Engine: {_engine} in the checkpoint, {_otherEngine} now."),
        [nameof(VaeOptions.Seed)] = (o => o with { Seed = 4 }, "Seed: 3 in the checkpoint, 4 now."),
        [nameof(VaeOptions.Image)] = (o => o with { Image = new ImageLayout(3, 4, 1) }, "Image: none in the checkpoint, 3 x 4 with 1 planar channels, ARGB now."),
        [nameof(VaeOptions.PixelScaling)] = (o => o with { PixelScaling = new PixelScaling(0, 0.5f) }, "PixelScaling: (value - 0) * 1 in the checkpoint, (value - 0) * 0.5 now."),
        [nameof(VaeOptions.InputCacheBytes)] = (o => o with { InputCacheBytes = 1 << 20 }, "InputCacheBytes: 1073741824 in the checkpoint, 1048576 now."),
        [nameof(VaeOptions.OnMissingValue)] = (o => o with { OnMissingValue = MissingValueBehavior.Impute }, "OnMissingValue: none in the checkpoint, Impute now."),
        [nameof(VaeOptions.OnInvalidTrainingRow)] = (o => o with { OnInvalidTrainingRow = InvalidRowBehavior.Skip }, "OnInvalidTrainingRow: Throw in the checkpoint, Skip now."),
    };

    private static readonly Dictionary<string, Func<VaeOptions, VaeOptions>> _others = new()
    {
        [nameof(VaeOptions.OutputColumnName)] = o => o with { OutputColumnName = "Other" },
        [nameof(VaeOptions.InputColumnName)] = o => o with { InputColumnName = "Copy" },
        [nameof(VaeOptions.LatentLogVarianceColumnName)] = o => o with { LatentLogVarianceColumnName = "V" },
        [nameof(VaeOptions.LatentSampleColumnName)] = o => o with { LatentSampleColumnName = "S" },
        [nameof(VaeOptions.ReconstructionColumnName)] = o => o with { ReconstructionColumnName = "R" },
        [nameof(VaeOptions.SampleColumnName)] = o => o with { SampleColumnName = "P" },
        [nameof(VaeOptions.ScoreColumnName)] = o => o with { ScoreColumnName = "Score" },
        [nameof(VaeOptions.PredictedLabelColumnName)] = o => o with { PredictedLabelColumnName = "L" },
        [nameof(VaeOptions.ContributionGrouping)] = o => o with { ContributionGrouping = ContributionGrouping.SourceColumn },
        [nameof(VaeOptions.PValueColumnName)] = o => o with { PValueColumnName = "Q" },
        [nameof(VaeOptions.ScoreContributionsColumnName)] = o => o with { ScoreContributionsColumnName = "C" },
        [nameof(VaeOptions.AnomalyScore)] = o => o with { ScoreColumnName = "Score", AnomalyScore = AnomalyScore.LatentDensity },
        [nameof(VaeOptions.ThresholdSides)] = o => o with { PredictedLabelColumnName = "L", ThresholdSides = ThresholdSides.Both },
        [nameof(VaeOptions.IsValidColumnName)] = o => o with { IsValidColumnName = "Valid" },
        [nameof(VaeOptions.OnInvalidRow)] = o => o with { OnInvalidRow = InvalidInputBehavior.Missing },
        [nameof(VaeOptions.OnOutOfRange)] = o => o with { OnOutOfRange = OutOfRangeBehavior.Clip },
        [nameof(VaeOptions.InputSize)] = o => o with { InputSize = TinyModel.Size },
        [nameof(VaeOptions.DiskCache)] = o => o with { DiskCache = new DiskCache(Path.Combine(o.Checkpoints!.Folder, "rows"), 1 << 20) },
        [nameof(VaeOptions.OutputCacheBytes)] = o => o with { OutputCacheBytes = 1 << 20 },
        [nameof(VaeOptions.Contamination)] = o => o with { PredictedLabelColumnName = "L", Contamination = 0.2 },
        [nameof(VaeOptions.SampleSeed)] = o => o with { SampleSeed = 77 },
        [nameof(VaeOptions.SampleSeedColumnName)] = o => o with { SampleColumnName = "P", SampleSeedColumnName = "Number" },
        [nameof(VaeOptions.HealthReport)] = o => o with { HealthReport = false },
        [nameof(VaeOptions.SnapshotSamples)] = o => o with { SnapshotSamples = new SnapshotOptions() },
        [nameof(VaeOptions.ImageOutput)] = o => o with { ImageOutput = ImageOutput.Vector },
        [nameof(VaeOptions.Device)] = o => o with { Device = VaeDevice.Cpu },
        [nameof(VaeOptions.CancellationToken)] = o => o with { CancellationToken = new CancellationTokenSource().Token },
        [nameof(VaeOptions.Progress)] = o => o with { Progress = new ProgressLog() },
        [nameof(VaeOptions.DataParallel)] = o => o with { DataParallel = new DataParallel(new LoneProcess(), RowSharing.Strided) },
        [nameof(VaeOptions.Checkpoints)] = o => o with { Checkpoints = o.Checkpoints! with { Interval = TimeSpan.FromDays(1) } },
    };

    static OtherFitTests()
    {
        static VaeOptions Rounded(VaeOptions o) => o with { Precision = TrainingPrecision.BFloat16 };
        if (Rounding.IsMultiplied)
            _counting[nameof(VaeOptions.Precision)] = (Rounded, "Precision: Single in the checkpoint, BFloat16 now.");
        else
            _others[nameof(VaeOptions.Precision)] = o => o;   // refused or Single, by the processor
    }

    private readonly OneCheckpoint _checkpoint;

    public OtherFitTests(OneCheckpoint checkpoint) => _checkpoint = checkpoint;

    public static TheoryData<string> Counting => [.. _counting.Keys];

    public static TheoryData<string> Others => [.. _others.Keys];

    [Fact]
    public void EveryOption_CountsOrDoesNot() =>
        _counting.Keys.Concat(_others.Keys).ShouldBe(typeof(VaeOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(option => option.Name).Except([nameof(VaeOptions.LatentIndexColumnName)]), ignoreOrder: true);   // which wants a codebook

    [Theory]
    [MemberData(nameof(Counting))]
    public void Fit_OptionThatCounts_IsRefusedWithBothValues(string option)
    {
        string message = Refused(_counting[option].Change(_checkpoint.Options), View());

        message.ShouldContain(_counting[option].Line);
        message.ShouldStartWith($"The checkpoint '{_checkpoint.Path}' is of another fit. ");
        message.ShouldEndWith(" Restore these values, or choose another folder.");
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Fit_OptionThatDoesNotCount_IsTaken(string option)
    {
        using VaeTransformer model = _others[option](_checkpoint.Options).Fit(View());

        FloatAssert.ShouldBeBitEqual(Weights.Of(model), _checkpoint.Weights);
    }

    [Fact]
    public void Fit_SeveralDifferences_ListsEach() => Refused(_checkpoint.Options with { LearningRate = 0.5, BatchSize = 8, Seed = 9 }, View()).ShouldBe(
        $"The checkpoint '{_checkpoint.Path}' is of another fit. LearningRate: 0.001 in the checkpoint, 0.5 now. BatchSize: 32 in the checkpoint, 8 now. "
        + "Seed: 3 in the checkpoint, 9 now. Restore these values, or choose another folder.");

    [Fact]
    [Trait("case", "43")]
    public void Fit_OtherCulture_IsTheSameFit()
    {
        using var culture = new CultureScope("de-DE");
        using VaeTransformer model = _checkpoint.Options.Fit(View());

        FloatAssert.ShouldBeBitEqual(Weights.Of(model), _checkpoint.Weights);
    }

    [Fact]
    public void Fit_MoreRows_IsRefusedWithBothNumbers() =>
        Refused(_checkpoint.Options, View(Rows + 1)).ShouldContain("training rows: 70, in memory in the checkpoint, 71, in memory now.");

    [Fact]
    public void Fit_AsManyOtherRows_AreRefused() =>
        Refused(_checkpoint.Options, Column(NumberDataViewType.Single, row => TestImages.Floats(row + 1))).ShouldMatch("hash of the training rows: [0-9a-f]{16} in the checkpoint, [0-9a-f]{16} now\\.");

    [Fact]
    public void Fit_ValidationRows_AreRefused() =>
        Refused(_checkpoint.Options with { RestoreBestWeights = false }, View(), TestImages.View(5)).ShouldMatch("hash of the validation rows: none in the checkpoint, [0-9a-f]{16} now\\.");

    [Fact]
    public void Fit_OtherSizeOfRows_IsRefused() => Refused(_checkpoint.Options, Column(NumberDataViewType.Single, row => TestImages.Floats(row, 13)))
        .ShouldContain("input column: 12 pixels of type Single in the checkpoint, 13 pixels of type Single now.");

    [Fact]
    public void Fit_OtherTypeOfPixels_IsRefused() => Refused(_checkpoint.Options, Column(NumberDataViewType.Byte, row => TestImages.Bytes(row)))
        .ShouldContain("input column: 12 pixels of type Single in the checkpoint, 12 pixels of type Byte now.");

    [Fact]
    public void Fit_MoreEpochsWithACosine_IsRefusedAsTheScheduleDependsOnThem()
    {
        using var folder = new TemporaryFolder();
        VaeOptions options = (TestOptions.Tiny with { LearningRateSchedule = LearningRateSchedule.Cosine() }).In(folder.FullName);
        options.Fit(View()).Dispose();

        Should.Throw<InvalidOperationException>(() => (options with { Epochs = 3 }).Fit(View())).Message.ShouldContain(
            "LearningRateSchedule: Cosine(f = 0) over Epochs = 2 in the checkpoint, Cosine(f = 0) over Epochs = 3 now.");
    }

    [Fact]
    public void Fit_BatchesThatSuitTheRowsInsteadOfOnesThatWereSet_AreRefused() =>
        Refused(_checkpoint.Options with { BatchSize = null }, View()).ShouldContain("BatchSize: 32 in the checkpoint, chosen for the rows now.");

    [Fact]
    public void Fit_OtherSampleSeedOfBlackAndWhite_IsRefused()
    {
        using var folder = new TemporaryFolder();
        VaeOptions options = (TestOptions.Tiny with { DynamicBinarization = true, SampleSeed = 5 }).In(folder.FullName);
        options.Fit(View()).Dispose();

        Should.Throw<InvalidOperationException>(() => (options with { SampleSeed = 6 }).Fit(View())).Message.ShouldContain(
            "DynamicBinarization: True, SampleSeed 5 in the checkpoint, True, SampleSeed 6 now.");
    }

    private static PyTorchWeights Imported()
    {
        using var folder = new TemporaryFolder();
        using VaeTransformer model = (TestOptions.Tiny with { Seed = 77 }).Fit(TestImages.View(5));
        model.SavePyTorchStateDict(folder["vae.pt"]);
        return PyTorchWeights.FromFile(folder["vae.pt"]);
    }

    private string Refused(VaeOptions options, IDataView view, IDataView? validation = null)
    {
        string message = Should.Throw<InvalidOperationException>(() => options.Fit(view, validation)).Message;
        CheckpointedFit.Files(_checkpoint.Options.Checkpoints!.Folder).ShouldBe([Path.GetFileName(_checkpoint.Path)]);
        return message;
    }

    private static ScriptedView View(int rows = Rows) => TestImages.View(rows)
        .AddVector("Copy", NumberDataViewType.Single, TinyModel.Size, row => TestImages.Dense(TestImages.Floats(row)));

    private static ScriptedView Column<T>(PrimitiveDataViewType type, Func<int, T[]> pixels) =>
        new ScriptedView(Rows).AddVector(TinyModel.Input, type, pixels(0).Length, row => TestImages.Dense(pixels(row)));

    /// <summary>A folder with the checkpoint of a finished fit.</summary>
    public sealed class OneCheckpoint : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public OneCheckpoint()
        {
            Options = TestOptions.Tiny.In(_folder.FullName);
            using VaeTransformer model = Options.Fit(View());
            Weights = Fixtures.Weights.Of(model);
            Path = Directory.GetFiles(_folder.FullName).Single();
        }

        internal VaeOptions Options { get; }

        internal float[][] Weights { get; }

        internal string Path { get; }

        public void Dispose() => _folder.Dispose();
    }
}
