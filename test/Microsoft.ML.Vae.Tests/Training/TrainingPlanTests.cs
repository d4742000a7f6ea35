using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Tests.Training;

public class TrainingPlanTests
{
    private static readonly VaeOptions _open = TestOptions.Tiny with { Epochs = null, BatchSize = null };

    [Theory]
    [InlineData(1, 200, 16)]
    [InlineData(300, 158, 16)]   // 19 steps
    [InlineData(1_249, 38, 16)]   // 79
    [InlineData(1_250, 75, 32)]   // 40
    [InlineData(2_500, 75, 64)]
    [InlineData(4_999, 38, 64)]   // 79
    [InlineData(5_000, 75, 128)]
    [InlineData(38_400, 10, 128)]
    [InlineData(60_000, 10, 128)]
    [InlineData(10_000_000_000, 10, 128)]
    public void Choose_RowsAlone_SuitsTheirNumber(long rows, int epochs, int batchSize) =>
        Choose(null, null, rows).ShouldBe((epochs, batchSize, FormattableString.Invariant(
            $"Chose Epochs = {epochs} and BatchSize = {batchSize}: {rows} rows in batches of {batchSize} make {epochs * ((rows + batchSize - 1) / batchSize)} steps.")));

    [Fact]
    public void Choose_UnknownNumberOfRows_TakesTheFewestEpochsOfTheLargestBatches() =>
        Choose(null, null, null).ShouldBe((10, 128, "Chose Epochs = 10 and BatchSize = 128: the number of rows is unknown."));

    [Theory]
    [InlineData(7, null, 7, 16, "Chose BatchSize = 16: 300 rows in batches of 16 make 133 steps.")]
    [InlineData(null, 100, 200, 100, "Chose Epochs = 200: 300 rows in batches of 100 make 600 steps.")]
    [InlineData(null, 1, 10, 1, "Chose Epochs = 10: 300 rows in batches of 1 make 3000 steps.")]
    [InlineData(7, 100, 7, 100, null)]
    public void Choose_OptionsThatAreSet_Stay(int? epochs, int? batchSize, int expectedEpochs, int expectedBatchSize, string? reason) =>
        Choose(epochs, batchSize, 300).ShouldBe((expectedEpochs, expectedBatchSize, reason));

    [Theory]
    [InlineData(2, 200, "Chose Epochs = 200 and BatchSize = 16: 300 rows in batches of 16, 2 for each step, make 2000 steps.")]   // 10 steps an epoch
    [InlineData(19, 200, "Chose Epochs = 200 and BatchSize = 16: 300 rows in batches of 16, 19 for each step, make 200 steps.")]
    public void Choose_SeveralBatchesPerStep_CountsSteps(int batches, int epochs, string reason)
    {
        TrainingPlan plan = TrainingPlan.Choose(_open with { GradientAccumulationSteps = batches }, rows: 300);

        (plan.Epochs, plan.BatchSize, plan.Reason).ShouldBe((epochs, 16, reason));
    }

    [Fact]
    public void Fit_NothingSet_LogsAndReportsWhatItChose()
    {
        var context = new MLContext();
        var log = new Log(context);
        using VaeTransformer model = _open.Fit(TestImages.View(100), context: context);

        log.Of(ChannelMessageKind.Info).ShouldContain(
            message => message.RawMessage == "Chose Epochs = 200 and BatchSize = 16: 100 rows in batches of 16 make 1400 steps.");
        (model.History.Count, model.Report.Steps).ShouldBe((200, 1400));
        (model.Report.Options["Epochs"], model.Report.Options["BatchSize"]).ShouldBe(("200", "16"));
    }

    [Fact]
    public void Fit_NothingSet_EqualsAFitWithWhatItChose()
    {
        using VaeTransformer chosen = _open.Fit(TestImages.View(50));
        using VaeTransformer set = (_open with { Epochs = 200, BatchSize = 16 }).Fit(TestImages.View(50));

        FloatAssert.ShouldBeBitEqual(Weights.Of(chosen), Weights.Of(set));
    }

    [Fact]
    public void Fit_NothingSetAndOneReading_CountsTheRowsAsItReadsThem()
    {
        ScriptedView data = OfUnknownLength(100);
        using VaeTransformer model = (_open with { BatchSize = 100 }).Fit(data);

        data.Cursors.ShouldHaveSingleItem();
        model.History.Count.ShouldBe(200);
    }

    [Fact]
    public void Fit_StreamOfUnknownLength_TakesTenEpochs()
    {
        // More rows than a buffer of 1 MiB holds.
        ScriptedView data = OfUnknownLength((1 << 20) / (TinyModel.Size * sizeof(float)) + 1);
        using VaeTransformer model = (_open with { InputCacheBytes = 1 << 20, HealthReport = false }).Fit(data);

        (model.History.Count, model.Report.Options["BatchSize"]).ShouldBe((10, "128"));
    }

    private static ScriptedView OfUnknownLength(int rows) => TestImages.Describe(new ScriptedView(rows) { KnowsRowCount = false });

    private static (int Epochs, int BatchSize, string? Reason) Choose(int? epochs, int? batchSize, long? rows)
    {
        TrainingPlan plan = TrainingPlan.Choose(_open with { Epochs = epochs, BatchSize = batchSize }, rows);
        return (plan.Epochs, plan.BatchSize, plan.Reason);
    }
}
