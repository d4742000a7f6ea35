using Microsoft.ML.Runtime;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>Where a fit stops, by the caller's token and by ML.NET's own switch alike; what it keeps is in <see cref="KeepBestTests"/>.</summary>
[Trait("case", "20")]
public sealed class CancellationTests : CancelableFit
{
    public static TheoryData<bool, CancellationBehavior> EveryWay => new()
    {
        { false, CancellationBehavior.Throw },
        { false, CancellationBehavior.KeepBest },
        { true, CancellationBehavior.Throw },
        { true, CancellationBehavior.KeepBest },
    };

    [Theory]
    [MemberData(nameof(EveryWay))]
    public void Fit_CanceledBefore_ThrowsAndReadsNothing(bool byContext, CancellationBehavior behavior)
    {
        ScriptedView data = TestImages.View(100);
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(Options(behavior));
        Cancel(byContext);

        Should.Throw<OperationCanceledException>(() => estimator.Fit(data));

        data.Cursors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public void Fit_CanceledBeforeTheFirstStep_ThrowsAtTheNextRow(bool byContext, CancellationBehavior behavior)
    {
        var rows = new CancelingRows(100, at: 50, () => Cancel(byContext));

        Should.Throw<OperationCanceledException>(() => Fit(Options(behavior), rows.View));

        rows.ReadingsAfterwards.ShouldBe(0);
        rows.View.OpenCursors.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_CanceledWithinAStep_MakesNoOther(bool byContext)
    {
        var likelihood = new CancelingLikelihood(at: 13, () => Cancel(byContext));

        Should.Throw<OperationCanceledException>(() => Fit(Options() with { Likelihood = likelihood, BatchSize = 10 }, TestImages.View(100)));

        likelihood.Steps.ShouldBe(13);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_CanceledByAStreamedRow_ThrowsAtTheNextRow(bool byContext)
    {
        var rows = new CancelingRows(100, at: 90, () => Cancel(byContext), Large);
        var likelihood = new CancelingLikelihood(at: 0, () => { });

        Should.Throw<OperationCanceledException>(() => Fit(Options() with { Likelihood = likelihood, BatchSize = 8 }, rows.View));

        rows.ReadingsAfterwards.ShouldBe(0);
        rows.View.OpenCursors.ShouldBe(0);
        likelihood.Steps.ShouldBeLessThanOrEqualTo((89 - 64 - 2) / 8);   // the buffer first, then a row read for each row dealt out, two ahead
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_CanceledByTheProgressCallback_MakesNoOtherStep(bool byContext)
    {
        var likelihood = new CancelingLikelihood(at: 0, () => { });
        VaeOptions options = Options() with { Likelihood = likelihood, BatchSize = 10, Progress = new EpochAction(2, () => Cancel(byContext)) };

        Should.Throw<OperationCanceledException>(() => Fit(options, TestImages.View(100)));

        likelihood.Steps.ShouldBe(20);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_CanceledWithinTheValidation_ThrowsAtTheNextRow(bool byContext)
    {
        var validation = new CancelingRows(1000, at: 300, () => Cancel(byContext));

        Should.Throw<OperationCanceledException>(() => Fit(Options(), TestImages.View(50), validation.View));

        validation.ReadingsAfterwards.ShouldBe(0);
        validation.View.OpenCursors.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_CanceledWhileTheThresholdIsCalibrated_ThrowsAtTheNextRow(bool byContext)
    {
        var rows = new CancelingRows(100, at: 250, () => Cancel(byContext), Large);   // the third pass, after two epochs of streamed rows

        Should.Throw<OperationCanceledException>(() => Fit(Options() with { Epochs = 2, PredictedLabelColumnName = "PredictedLabel" }, rows.View));

        rows.ReadingsAfterwards.ShouldBe(0);
        rows.View.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void Fit_TokenOfAnotherFitCanceled_Unaffected()
    {
        Fit(Options() with { Epochs = 1 }, TestImages.View(50)).Dispose();
        _source.Cancel();

        Fit(Options() with { Epochs = 1, CancellationToken = default }, TestImages.View(50)).Dispose();
    }

    [Fact]
    public void Fit_Canceled_ThrowsTheCallersToken()
    {
        _source.Cancel();

        Should.Throw<OperationCanceledException>(() => Fit(Options(), TestImages.View(50))).CancellationToken.ShouldBe(_source.Token);
    }

    [Theory]
    [InlineData(CancellationBehavior.Throw)]
    [InlineData(CancellationBehavior.KeepBest)]
    public void Fit_DataThatThrowsAsIfCanceled_IsNotTakenForACancellation(CancellationBehavior behavior)
    {
        var rows = new CancelingRows(100, at: 130, () => throw new OperationCanceledException("of the data's own"), Large);
        var log = new Log(_context);

        Should.Throw<OperationCanceledException>(() => Fit(Options(behavior), rows.View)).Message.ShouldBe("of the data's own");

        log.Of(ChannelMessageKind.Info).ShouldNotContain(message => message.RawMessage.StartsWith("Canceled", StringComparison.Ordinal));
    }

    private VaeOptions Options(CancellationBehavior behavior = CancellationBehavior.Throw) => Endless(behavior);
}
