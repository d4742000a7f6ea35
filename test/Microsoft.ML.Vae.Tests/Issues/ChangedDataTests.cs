using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>
/// A folder with the checkpoint of a fit gave the old model without a word when a row changed that was not among the first 64.
/// </summary>
public sealed class ChangedDataTests : IDisposable
{
    private const int Rows = 200;
    private const int Changed = 170;
    private const int Large = 4096;   // a cache of 1 MiB holds 64 such rows, so that more of them are streamed

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TinyModel.Size)]
    [InlineData(Large)]
    public void Fit_FinishedAndOneLateRowChanged_IsRefusedAndTheCheckpointStays(int size)
    {
        Options().Fit(View(size)).Dispose();
        string[] files = CheckpointedFit.Files(_folder.FullName);

        string message = Should.Throw<InvalidOperationException>(() => Options().Fit(View(size, Changed))).Message;

        message.ShouldMatch("hash of the training rows: [0-9a-f]{16} in the checkpoint, [0-9a-f]{16} now");
        message.ShouldContain("CheckpointOptions.OnDataChanged");
        CheckpointedFit.Files(_folder.FullName).ShouldBe(files);
    }

    [Theory]
    [InlineData(TinyModel.Size)]
    [InlineData(Large)]
    public void Fit_FinishedAndNothingChanged_GivesTheSameModelAtOnce(int size)
    {
        using VaeTransformer first = Options().Fit(View(size)), again = Options().Fit(View(size));

        CheckpointedFit.ShouldBe(again, first);
    }

    [Fact]
    public void Fit_ValidationRowChanged_IsRefused()
    {
        Options().Fit(View(TinyModel.Size), TestImages.View(30)).Dispose();

        Should.Throw<InvalidOperationException>(() => Options().Fit(View(TinyModel.Size), View(TinyModel.Size, changed: 20, rows: 30)))
            .Message.ShouldMatch("hash of the validation rows: [0-9a-f]{16} in the checkpoint, [0-9a-f]{16} now");
    }

    [Theory]
    [InlineData(TinyModel.Size)]
    [InlineData(Large)]
    public void Fit_StartOver_IsTheFitOfTheNewRowsWithAWarning(int size)
    {
        using VaeTransformer fresh = (Options() with { Checkpoints = null }).Fit(View(size, Changed));
        Options().Fit(View(size)).Dispose();
        var context = new MLContext();
        var log = new Log(context);

        using VaeTransformer model = Options(DataChangedBehavior.StartOver).Fit(View(size, Changed), null, context);

        CheckpointedFit.ShouldBe(model, fresh);
        Warning(log).ShouldContain("; the fit starts over. hash of the training rows: ");
        using VaeTransformer again = Options().Fit(View(size, Changed));
        CheckpointedFit.ShouldBe(again, fresh);
    }

    [Theory]
    [InlineData(TinyModel.Size)]
    [InlineData(Large)]
    public void Fit_StreamedAndInterruptedInTheFirstEpoch_ComparesTheRowsThatWereDealt(int size)
    {
        int writes = 0;
        VaeOptions failing = Options() with { Checkpoints = CheckpointedFit.Failing(_folder.FullName, () => ++writes == 4) };
        Should.Throw<CheckpointedFit.DiskException>(() => failing.Fit(View(size)));

        Should.Throw<InvalidOperationException>(() => Options().Fit(View(size, changed: null, shift: 1)))
            .Message.ShouldContain("hash of the training rows");
        using VaeTransformer model = Options(DataChangedBehavior.Continue).Fit(View(size, changed: null, shift: 1));
        model.History[0].Rows.ShouldBe(Rows);   // the epoch that was interrupted begins again
        Options().Fit(View(size, changed: null, shift: 1)).Dispose();   // the same rows as last time
    }

    [Fact]
    public void Fit_ContinueWithEpochsLeft_TrainsTheWeightsOnTheNewRows()
    {
        using VaeTransformer old = Options().Fit(View(TinyModel.Size));
        var context = new MLContext();
        var log = new Log(context);

        VaeOptions more = Options(DataChangedBehavior.Continue) with { Epochs = 3 };
        using VaeTransformer model = more.Fit(View(TinyModel.Size, changed: null, rows: 250), null, context);

        Warning(log).ShouldContain("; the fit continues with these rows. training rows: 200, in memory in the checkpoint, 250, in memory now.");
        model.History.Select(epoch => epoch.Rows).ShouldBe([200, 200, 250]);
        model.History.Take(2).ShouldBe(old.History);
    }

    [Fact]
    public void Fit_ContinueWithAllEpochsDone_SaysThatTheModelDoesNotKnowTheNewRows()
    {
        using VaeTransformer old = Options().Fit(View(TinyModel.Size));
        var context = new MLContext();
        var log = new Log(context);

        using VaeTransformer model = Options(DataChangedBehavior.Continue).Fit(View(TinyModel.Size, Changed), null, context);

        Warning(log).ShouldContain("; all Epochs were done, so the model has not been trained on these rows. ");
        FloatAssert.ShouldBeBitEqual(Weights.Of(model), Weights.Of(old));
    }

    [Fact]
    public void Fit_ContinueWithTheBestWeights_ForgetsThoseOfTheOldRows()
    {
        (Options() with { RestoreBestWeights = true }).Fit(View(TinyModel.Size)).Dispose();

        VaeOptions more = Options(DataChangedBehavior.Continue) with { RestoreBestWeights = true, Epochs = 4 };
        using VaeTransformer model = more.Fit(TestImages.View(40));

        model.Report!.WeightsEpoch.ShouldBeInRange(3, 4);
    }

    [Fact]
    public void Fit_UnknownBehavior_IsRefusedByItsName() => Should.Throw<ArgumentOutOfRangeException>(() => Options((DataChangedBehavior)7).Fit(TestImages.View(9)))
        .Message.ShouldContain("Checkpoints.OnDataChanged is 7; must be one of Refuse, StartOver, Continue");

    private VaeOptions Options(DataChangedBehavior onDataChanged = DataChangedBehavior.Refuse)
    {
        VaeOptions options = (TestOptions.Tiny with { InputCacheBytes = 1 << 20 }).In(_folder.FullName);
        return options with { Checkpoints = options.Checkpoints! with { OnDataChanged = onDataChanged } };
    }

    private static string Warning(Log log) => log.Warnings.Select(message => message.Message)
        .Where(message => message.Contains("The rows are not those of the checkpoint")).ShouldHaveSingleItem();

    private static ScriptedView View(int size, int? changed = null, int rows = Rows, int shift = 0) =>
        new ScriptedView(rows) { KnowsRowCount = false }.AddVector(TinyModel.Input, NumberDataViewType.Single, size, row =>
        {
            float[] pixels = TestImages.Floats(row + shift, size);
            pixels[3] = row == changed ? 1 - pixels[3] : pixels[3];
            return TestImages.Dense(pixels);
        });
}
