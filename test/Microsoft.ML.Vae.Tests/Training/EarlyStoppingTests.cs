using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>When a fit ends early and which weights it leaves: the very weights of a fit of that many epochs.</summary>
public class EarlyStoppingTests
{
    private const int Epochs = 40;

    // Steps so large that the loss rises and falls.
    private static readonly VaeOptions _restless = TestOptions.Tiny with { LearningRate = 0.5, BatchSize = 10, Epochs = Epochs };

    // What lowers the training loss raises that of inverted pictures sooner or later.
    private static readonly VaeOptions _overfitting = TestOptions.Tiny with { LearningRate = 0.02, Epochs = Epochs };

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(2, 0.5)]
    [InlineData(1, 1e6)]
    public void Fit_TrainingLossStandsStill_StopsWhereTheWholeHistorySaysSo(int patience, double improvement)
    {
        var stopping = new EarlyStopping { Patience = patience, MinimumImprovement = improvement };
        Check(_restless, stopping, validation: null, epoch => epoch.NegativeElbo);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Fit_ValidationLossStandsStill_StopsByItAlone(int patience) =>
        Check(_overfitting, new EarlyStopping { Patience = patience }, Inverted(), epoch => epoch.ValidationNegativeElbo!.Value);

    [Theory]
    [Trait("trap", "17")]
    [InlineData(3)]
    [InlineData(10)]
    public void Fit_Warmup_NeitherCountsNorIsTheBest(int warmup) =>
        Check(_overfitting, new EarlyStopping { Patience = 2, WarmupEpochs = warmup }, Inverted(), epoch => epoch.ValidationNegativeElbo!.Value);

    [Fact]
    [Trait("trap", "17")]
    public void Fit_OtherBeta_MonitorsTheLossAtBetaOne()
    {
        VaeOptions options = _restless with { Objective = Objective.Elbo(30) };
        Check(options, new EarlyStopping { Patience = 2 }, validation: null, epoch => epoch.ReconstructionLoss + epoch.KlDivergence);
    }

    [Fact]
    public void Fit_EarlyStopping_IsLoggedWithTheEpochs()
    {
        var context = new MLContext();
        var log = new Log(context);
        using VaeTransformer model = Fit(_restless with { EarlyStopping = new EarlyStopping { Patience = 2 } }, context: context);

        string[] lines = [.. log.Of(ChannelMessageKind.Info).Select(message => message.RawMessage)];
        lines.ShouldContain(FormattableString.Invariant($"Stopped early after epoch {model.History.Count}, because the loss stopped improving."));
        lines.ShouldContain(FormattableString.Invariant($"The weights of epoch {model.Report!.WeightsEpoch}, the best, are restored."));
    }

    [Fact]
    public void Fit_NeitherValidationNorStopping_HasItsLastWeights()
    {
        VaeOptions options = Risen();
        using VaeTransformer model = Fit(options), restored = Fit(options with { RestoreBestWeights = true });

        model.Report!.WeightsEpoch.ShouldBe(options.Epochs!.Value);
        model.Report.End.ShouldBe(TrainingStopReason.AllEpochs);
        restored.Report!.WeightsEpoch.ShouldBe(options.Epochs.Value - 1);
        Weights.Of(restored).ShouldNotBe(Weights.Of(model));
        restored.History.ShouldBe(model.History);
    }

    [Fact]
    public void Fit_ValidationThatRoseAgain_RestoresTheBestUnlessToldNotTo()
    {
        using VaeTransformer model = Fit(_overfitting, Inverted()), last = Fit(_overfitting with { RestoreBestWeights = false }, Inverted());
        int best = model.History.MinBy(epoch => epoch.ValidationNegativeElbo)!.Epoch;
        using VaeTransformer expected = Fit(_overfitting with { Epochs = best, RestoreBestWeights = false });

        best.ShouldBeLessThan(Epochs);
        Weights.Of(model).ShouldBe(Weights.Of(expected));
        last.Report!.WeightsEpoch.ShouldBe(Epochs);
        model.Report!.WeightsEpoch.ShouldBe(best);
    }

    [Fact]
    public void Fit_RestoredWeights_CalibrateTheThreshold()
    {
        VaeOptions options = _overfitting with { PredictedLabelColumnName = "PredictedLabel", EarlyStopping = new EarlyStopping { Patience = 1 } };
        using VaeTransformer model = Fit(options, Inverted());
        using VaeTransformer expected = Fit(options with { Epochs = model.Report!.WeightsEpoch, EarlyStopping = null }, Inverted());

        model.ScoreThreshold.ShouldBe(expected.ScoreThreshold);
    }

    /// <summary>Options of which the last epoch is the first whose training loss rose.</summary>
    private static VaeOptions Risen()
    {
        using VaeTransformer whole = Fit(_restless);
        int rose = Enumerable.Range(1, Epochs - 1).First(i => whole.History[i].NegativeElbo > whole.History[i - 1].NegativeElbo);
        return _restless with { Epochs = rose + 1 };
    }

    private static void Check(VaeOptions options, EarlyStopping stopping, IDataView? validation, Func<TrainingEpoch, double> criterion)
    {
        using VaeTransformer whole = Fit(options with { RestoreBestWeights = false }, validation);
        double[] losses = [.. whole.History.Select(criterion)];
        int last = LastEpoch(losses, stopping);
        int best = Enumerable.Range(stopping.WarmupEpochs, last - stopping.WarmupEpochs).MinBy(i => losses[i]) + 1;
        using VaeTransformer model = Fit(options with { EarlyStopping = stopping }, validation);
        using VaeTransformer expected = Fit(options with { Epochs = best, RestoreBestWeights = false });

        last.ShouldBeInRange(2, Epochs - 1);
        model.History.ShouldBe(whole.History.Take(last));
        Weights.Of(model).ShouldBe(Weights.Of(expected));
        model.Report!.End.ShouldBe(TrainingStopReason.EarlyStopping);
        model.Report.WeightsEpoch.ShouldBe(best);
    }

    /// <summary>The first epoch that ends a run of losses none of which is lower than the lowest before by more than is asked.</summary>
    private static int LastEpoch(double[] losses, EarlyStopping stopping)
    {
        for (int last = stopping.WarmupEpochs + stopping.Patience + 1; last <= losses.Length; last++)
        {
            if (Enumerable.Range(last - stopping.Patience, stopping.Patience).All(i => !Improves(losses, i, stopping)))
                return last;
        }
        return losses.Length;
    }

    private static bool Improves(double[] losses, int index, EarlyStopping stopping)
    {
        double lowest = double.PositiveInfinity;
        bool improves = false;
        for (int i = stopping.WarmupEpochs; i <= index; i++)
        {
            improves = losses[i] < lowest - stopping.MinimumImprovement;
            lowest = improves ? losses[i] : lowest;
        }
        return improves;
    }

    private static ScriptedView Inverted() => new ScriptedView(100).AddVector(
        TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, row => TestImages.Dense(Array.ConvertAll(TestImages.Floats(row), value => 1 - value)));

    private static VaeTransformer Fit(VaeOptions options, IDataView? validation = null, MLContext? context = null) =>
        (context ?? new MLContext()).Transforms.VariationalAutoencoder(options).Fit(TestImages.View(100), validation);
}
