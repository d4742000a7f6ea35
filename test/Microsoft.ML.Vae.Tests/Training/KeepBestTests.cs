using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>What is left of a fit that was canceled and keeps its best: the very weights of a fit of that many epochs.</summary>
[Trait("case", "20")]
public sealed class KeepBestTests : CancelableFit
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_CanceledInTheSecondEpoch_HasTheWeightsOfTheFirst(bool byContext)
    {
        var likelihood = new CancelingLikelihood(at: 15, () => Cancel(byContext));
        // The likelihood is none that the other engine knows.
        VaeOptions options = Options() with { BatchSize = 10, Engine = TrainingEngine.Autograd };
        using VaeTransformer model = Fit(options with { Likelihood = likelihood }, TestImages.View(100));
        using VaeTransformer first = Fit(options with { Epochs = 1, CancellationToken = default }, TestImages.View(100), context: new MLContext());

        likelihood.Steps.ShouldBe(15);
        model.History.ShouldBe(first.History);
        Weights.Of(model).ShouldBe(Weights.Of(first));
        model.Latents().ShouldBe(first.Latents());
    }

    [Fact]
    public void Fit_TrainingLossRoseAgain_HasTheWeightsOfItsLowestEpoch()
    {
        VaeOptions options = Options() with { LearningRate = 0.5, BatchSize = 10 };

        CheckBest(options, validation: null, Loss, isInteresting: _ => true);
    }

    [Fact]
    public void Fit_ValidationLossRoseAgain_HasTheWeightsOfItsLowestEpoch()
    {
        VaeOptions options = Options() with { LearningRate = 0.02 };

        // By the training rows the last epoch would be the best.
        CheckBest(options, Inverted(), epoch => epoch.ValidationNegativeElbo!.Value, isInteresting: history => history.MinBy(Loss) == history[^1]);
    }

    [Fact]
    public void Fit_CanceledInTheFirstEpoch_HasTheCurrentWeights()
    {
        var likelihood = new CancelingLikelihood(at: 4, _source.Cancel);
        VaeOptions options = Options() with { BatchSize = 10 };
        using VaeTransformer model = Fit(options with { Likelihood = likelihood }, TestImages.View(100));
        using VaeTransformer fresh = Fit(options with { Epochs = 1, LearningRate = 1e-30, CancellationToken = default }, TestImages.View(100));

        model.History.ShouldBeEmpty();
        Weights.Of(model).ShouldNotBe(Weights.Of(fresh));
        model.Latents().ShouldAllBe(latent => latent.All(float.IsFinite));
    }

    [Fact]
    public void Fit_CanceledByAStreamedRow_StopsAtTheNextRow()
    {
        var rows = new CancelingRows(100, at: 190, _source.Cancel, Large);
        using VaeTransformer model = Fit(Options(), rows.View);

        rows.ReadingsAfterwards.ShouldBe(0);
        rows.View.OpenCursors.ShouldBe(0);
        model.History.ShouldHaveSingleItem().Rows.ShouldBe(100);
    }

    [Fact]
    public void Fit_CanceledInTheFirstValidation_HasTheWeightsOfTheFirstEpoch()
    {
        var validation = new CancelingRows(1000, at: 300, _source.Cancel);
        using VaeTransformer model = Fit(Options(), TestImages.View(100), validation: validation.View);
        using VaeTransformer first = Fit(Options() with { Epochs = 1, CancellationToken = default }, TestImages.View(100));

        validation.ReadingsAfterwards.ShouldBe(0);
        model.History.ShouldBeEmpty();
        Weights.Of(model).ShouldBe(Weights.Of(first));
    }

    [Fact]
    public void Fit_CanceledInALaterValidation_HasTheBestWeightsOfTheEpochsBefore()
    {
        var validation = new CancelingRows(100, at: 150, _source.Cancel);
        using VaeTransformer model = Fit(Options(), TestImages.View(100), validation: validation.View);
        using VaeTransformer first = Fit(Options() with { Epochs = 1, CancellationToken = default }, TestImages.View(100));

        model.History.ShouldHaveSingleItem();
        Weights.Of(model).ShouldBe(Weights.Of(first));
    }

    [Fact]
    public void Fit_LabelsWanted_CalibratesTheThresholdOfTheKeptWeights()
    {
        VaeOptions options = Options() with { PredictedLabelColumnName = "PredictedLabel", Progress = new EpochAction(1, _source.Cancel) };
        using VaeTransformer model = Fit(options, TestImages.View(100));
        using VaeTransformer first = Fit(options with { Epochs = 1, Progress = null, CancellationToken = default }, TestImages.View(100));

        model.ScoreThreshold.ShouldNotBeNull();
        model.ScoreThreshold.ShouldBe(first.ScoreThreshold);
    }

    [Fact]
    public void Fit_Canceled_IsLogged()
    {
        var log = new Log(_context);
        using VaeTransformer model = Fit(Options() with { Progress = new EpochAction(2, _source.Cancel) }, TestImages.View(100));

        log.Of(ChannelMessageKind.Info).Select(message => message.RawMessage).ShouldContain(
            "Canceled in epoch 3; the best weights of 2 full epochs are kept.");
    }

    [Theory]
    [Trait("case", "21")]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_ProgressThrows_EndsTheFitAllTheSame(bool cancelsToo)
    {
        VaeOptions options = Options() with
        {
            Progress = new EpochAction(2, () =>
            {
                if (cancelsToo)
                    _source.Cancel();
                throw new NotSupportedException("of the callback");
            }),
        };

        Should.Throw<NotSupportedException>(() => Fit(options, TestImages.View(100))).Message.ShouldBe("of the callback");
    }

    [Fact]
    public void Fit_NotCanceled_EndsWithItsLastWeights()
    {
        VaeOptions options = Options() with { LearningRate = 0.5, BatchSize = 10, Epochs = 8 };
        using VaeTransformer keeping = Fit(options, TestImages.View(100)), throwing = Fit(options with { OnCancellation = CancellationBehavior.Throw }, TestImages.View(100));

        Weights.Of(keeping).ShouldBe(Weights.Of(throwing));
    }

    private static ScriptedView Inverted() => new ScriptedView(100).AddVector(
        TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, row => TestImages.Dense(Array.ConvertAll(TestImages.Floats(row), value => 1 - value)));

    private static double Loss(TrainingEpoch epoch) => epoch.NegativeElbo;

    /// <summary>Cancels where the loss was lower before: at the end of the first such epoch of a fit that nobody cancels.</summary>
    private void CheckBest(
        VaeOptions options, IDataView? validation, Func<TrainingEpoch, double> criterion, Func<IReadOnlyList<TrainingEpoch>, bool> isInteresting)
    {
        using VaeTransformer whole = Fit(options with { Epochs = 40 }, TestImages.View(100), validation: validation);
        TrainingEpoch[] history = [.. whole.History];
        int last = Enumerable.Range(2, 39).First(count => history[..count].MinBy(criterion)!.Epoch < count && isInteresting(history[..count]));
        int best = history[..last].MinBy(criterion)!.Epoch;

        using VaeTransformer model = Fit(options with { Progress = new EpochAction(last, _source.Cancel) }, TestImages.View(100), validation: validation);
        using VaeTransformer expected = Fit(options with { Epochs = best, CancellationToken = default }, TestImages.View(100));

        model.History.ShouldBe(history[..last]);
        Weights.Of(model).ShouldBe(Weights.Of(expected));
    }

    private VaeOptions Options() => Endless(CancellationBehavior.KeepBest);
}
