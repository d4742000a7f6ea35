using Microsoft.ML.Data;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Checkpoints;

/// <summary>A fit that was interrupted after every single step, each time in another place of its state, is the fit that never was.</summary>
public class ResumeTests
{
    private const int Rows = 70;
    private const int Large = 4096;   // a cache of 1 MiB holds 64 such rows, so that more of them are streamed

    // Three batches, the last of six rows.
    private static readonly VaeOptions _options = TestOptions.Tiny with { Epochs = 3, InputCacheBytes = 1 << 20 };

    private static readonly Dictionary<string, VaeOptions> _fits = new()
    {
        ["defaults"] = _options,
        ["batches that suit the rows"] = _options with { BatchSize = null },
        ["one epoch"] = _options with { Epochs = 1 },
        ["AdamW, clipped"] = _options with { Optimizer = Optimizer.AdamW(0.1), MaximumGradientNorm = 1 },
        ["SGD"] = _options with { Optimizer = Optimizer.Sgd(), LearningRate = 1e-3 },
        ["Nesterov"] = _options with { Optimizer = Optimizer.Sgd(nesterov: true), LearningRate = 1e-3 },
        ["SGD without memory"] = _options with { Optimizer = Optimizer.Sgd(momentum: 0), LearningRate = 1e-3 },
        ["RMSProp"] = _options with { Optimizer = Optimizer.RmsProp() },
        ["step schedule"] = _options with { LearningRateSchedule = LearningRateSchedule.Step(1, 0.5, warmupSteps: 7) },
        ["cosine"] = _options with { LearningRateSchedule = LearningRateSchedule.Cosine() },
        ["plateau"] = _options with { LearningRate = 0.5, Epochs = 6, LearningRateSchedule = LearningRateSchedule.Plateau(0.5, patience: 0) },
        ["black and white"] = _options with { DynamicBinarization = true },
        ["rising beta"] = _options with { Objective = Objective.Elbo(BetaSchedule.Linear(epochs: 1.5)), RestoreBestWeights = true },
        ["importance-weighted"] = _options with { Objective = Objective.ImportanceWeighted(3) },
        ["InfoVAE"] = _options with { Objective = Objective.InfoVae() },
        ["total correlation"] = _options with { Objective = Objective.TotalCorrelation() },
        ["learned variance"] = _options with { Likelihood = Likelihood.GaussianWithLearnedVariance(perPixel: true) },
        ["rows apart"] = _options with { ValidationFraction = 0.3, PredictedLabelColumnName = "PredictedLabel" },
        ["two batches a step"] = _options with { GradientAccumulationSteps = 2, Objective = Objective.Elbo(BetaSchedule.Linear(epochs: 1.5)) },
        ["two batches a step, autograd"] = _options with { GradientAccumulationSteps = 2, Engine = TrainingEngine.Autograd, MaximumGradientNorm = 1 },
        ["two batches a step of a codebook"] = _options with { GradientAccumulationSteps = 2, Objective = Objective.VectorQuantization(5) },
        ["no health"] = _options with { HealthReport = false },
        ["best of a restless fit"] = _options with { LearningRate = 0.5, Epochs = 6, RestoreBestWeights = true },
        ["kept best"] = _options with { OnCancellation = CancellationBehavior.KeepBest, OnDivergence = DivergenceBehavior.KeepBest },
    };

    public static TheoryData<string> Fits => [.. _fits.Keys];

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_InterruptedAtEveryStep_EqualsTheUninterruptedFit(string name) => Check(_fits[name], TestImages.View(Rows)).Dispose();

    [Theory]
    [InlineData("defaults")]
    [InlineData("rising beta")]
    [InlineData("total correlation")]
    [InlineData("rows apart")]
    [InlineData("two batches a step")]
    [InlineData("no health")]
    public void Fit_StreamedAndInterruptedAtEveryStep_EqualsTheUninterruptedFit(string name) => Check(_fits[name], View(Large)).Dispose();

    [Fact]
    public void Fit_ValidationRowsAndEarlyStopping_EqualsTheUninterruptedFit()
    {
        VaeOptions options = _options with { LearningRate = 0.1, Epochs = 40, EarlyStopping = new EarlyStopping { Patience = 2, WarmupEpochs = 1 } };
        using VaeTransformer model = Check(options, TestImages.View(Rows), TestImages.View(20));

        model.Report!.End.ShouldBe(TrainingStopReason.EarlyStopping);
    }

    [Fact]
    public void Fit_RowsLeftOut_EqualsTheUninterruptedFit() => Check(
        _options with { OnInvalidTrainingRow = InvalidRowBehavior.Skip }, View(Large, row => row % 7 == 3 ? float.NaN : null)).Dispose();

    [Fact]
    public void Fit_EqualRows_JudgesNoMoreThanTheUninterruptedFit()
    {
        using VaeTransformer model = Check(_options with { Epochs = 40 }, View(TinyModel.Size, _ => 0.5f));

        model.Report!.Health!.Verdict.ShouldBe(HealthVerdict.NotJudged);
        model.Report.Steps.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Fit_DivergedAfterTheCheckpoint_DivergesAgainAtTheSameStep()
    {
        using var folder = new TemporaryFolder();
        VaeOptions options = (_options with { LearningRate = 1e6, Epochs = 50, Likelihood = Likelihood.Gaussian(1e-3) }).In(folder.FullName);
        var first = Should.Throw<TrainingDivergedException>(() => options.Fit(TestImages.View(Rows)));
        var second = Should.Throw<TrainingDivergedException>(() => options.Fit(TestImages.View(Rows)));

        (second.Epoch, second.Step, second.Message).ShouldBe((first.Epoch, first.Step, first.Message));
    }

    private static VaeTransformer Check(VaeOptions options, IDataView data, IDataView? validation = null)
    {
        using var folder = new TemporaryFolder();
        using VaeTransformer expected = options.Fit(data, validation);
        (VaeTransformer model, int interruptions) = CheckpointedFit.FitInPieces(options, folder.FullName, data, validation);

        // All but the first: one after each step and one at each epoch's end.
        interruptions.ShouldBe((int)model.Report!.Steps + model.History.Count - 1);
        CheckpointedFit.ShouldBe(model, expected);
        CheckpointedFit.Files(folder.FullName).ShouldHaveSingleItem();
        return model;
    }

    private static ScriptedView View(int size, Func<int, float?>? firstPixel = null) => new ScriptedView(Rows) { KnowsRowCount = false }.AddVector(
        TinyModel.Input, NumberDataViewType.Single, size, row =>
        {
            float[] pixels = TestImages.Floats(firstPixel?.Invoke(row) is null ? row : 0, size);
            pixels[0] = firstPixel?.Invoke(row) ?? pixels[0];
            return TestImages.Dense(pixels);
        });
}
