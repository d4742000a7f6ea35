using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Checkpoints;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Checkpoints;

/// <summary>When checkpoints are written, and what a fit takes from the one that it finds.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const int Rows = 70;   // three batches

    private readonly TemporaryFolder _folder = new();

    [Fact]
    [Trait("trap", "16")]
    public void Fit_FiveEpochsAndFiveMore_EqualsTenThoughTheBestWeightsWereRestored()
    {
        // Steps so large that the loss rises and falls.
        VaeOptions ten = TestOptions.Tiny with { LearningRate = 0.5, BatchSize = 10, Epochs = 10, RestoreBestWeights = true };
        using VaeTransformer expected = ten.Fit(TestImages.View(Rows));
        using VaeTransformer five = (ten with { Epochs = 5 }).In(_folder.FullName).Fit(TestImages.View(Rows));
        using VaeTransformer model = ten.In(_folder.FullName).Fit(TestImages.View(Rows));

        five.Report!.WeightsEpoch.ShouldBeLessThan(5);
        CheckpointedFit.ShouldBe(model, expected);
    }

    [Fact]
    public void Fit_FinishedBefore_GivesTheSameModelWithoutAnEpoch()
    {
        var log = new ProgressLog();
        using VaeTransformer first = Options().Fit(TestImages.View(Rows));
        using VaeTransformer second = (Options() with { Progress = log }).Fit(TestImages.View(Rows));

        log.All.ShouldBeEmpty();
        CheckpointedFit.ShouldBe(second, first);
    }

    [Fact]
    public void Fit_StoppedEarlyAndStartedWithMoreEpochs_StopsAtTheSameEpoch()
    {
        VaeOptions options = Options() with { LearningRate = 0.5, BatchSize = 10, Epochs = 40, EarlyStopping = new EarlyStopping { Patience = 1 } };
        using VaeTransformer first = options.Fit(TestImages.View(Rows));
        using VaeTransformer second = (options with { Epochs = 50 }).Fit(TestImages.View(Rows));

        first.Report!.End.ShouldBe(TrainingStopReason.EarlyStopping);
        CheckpointedFit.ShouldBe(second, first);
    }

    [Fact]
    public void Fit_RandomSeed_GoesOnWithTheSeedOfTheCheckpoint()
    {
        VaeOptions options = TestOptions.Tiny with { Seed = null };
        (VaeTransformer model, int interruptions) = CheckpointedFit.FitInPieces(options, _folder.FullName, TestImages.View(Rows));
        using VaeTransformer expected = (options with { Seed = Checkpoint().Seed }).Fit(TestImages.View(Rows));

        interruptions.ShouldBeGreaterThan(0);
        CheckpointedFit.ShouldBe(model, expected);
        model.Dispose();
    }

    [Fact]
    public void Fit_ModelToStartFromAndCheckpoint_TakesTheCheckpoint()
    {
        using VaeTransformer other = (TestOptions.Tiny with { Seed = 8 }).Fit(TestImages.View(Rows));
        using VaeTransformer expected = (TestOptions.Tiny with { Epochs = 4 }).Fit(TestImages.View(Rows));
        using VaeTransformer half = Options().Fit(TestImages.View(Rows));
        using VaeTransformer model = new MLContext().Transforms.VariationalAutoencoder(Options() with { Epochs = 4 }).Fit(TestImages.View(Rows), null, other);

        CheckpointedFit.ShouldBe(model, expected);
    }

    [Fact]
    public void Fit_FromAnotherModel_GoesOnFromItsCheckpoint()
    {
        using VaeTransformer other = (TestOptions.Tiny with { Seed = 8 }).Fit(TestImages.View(Rows));
        VaeTransformer Fit(VaeOptions options) => new MLContext().Transforms.VariationalAutoencoder(options).Fit(TestImages.View(Rows), null, other);
        using VaeTransformer expected = Fit(TestOptions.Tiny with { Epochs = 4 });
        using VaeTransformer half = Fit(Options());
        using VaeTransformer model = Fit(Options() with { Epochs = 4 });

        CheckpointedFit.ShouldBe(model, expected);
    }

    [Theory]
    [InlineData(1, 8)]                       // after six steps and two epochs
    [InlineData(TimeSpan.TicksPerHour, 2)]
    [InlineData(-TimeSpan.TicksPerMillisecond, 2)]   // Timeout.InfiniteTimeSpan
    public void Fit_Interval_SaysHowOftenThereIsOneWithinAnEpoch(long ticks, int expected)
    {
        int writes = 0;
        var checkpoints = new CheckpointOptions { Folder = _folder.FullName, Interval = TimeSpan.FromTicks(ticks), WrapStream = Count };
        using VaeTransformer model = (TestOptions.Tiny with { Checkpoints = checkpoints }).Fit(TestImages.View(Rows));

        writes.ShouldBe(expected);
        (Checkpoint().Epochs, Checkpoint().Steps, Checkpoint().RowsDone).ShouldBe((2, 6, 0));

        Stream Count(Stream file)
        {
            writes++;
            return file;
        }
    }

    [Theory]
    [Trait("case", "20")]
    [InlineData(CancellationBehavior.Throw)]
    [InlineData(CancellationBehavior.KeepBest)]
    public void Fit_CanceledInACheckpoint_LeavesThatCheckpointAndGoesOnFromIt(CancellationBehavior behavior)
    {
        using var source = new CancellationTokenSource();
        VaeOptions options = TestOptions.Tiny with { OnCancellation = behavior };
        VaeOptions canceled = options with
        {
            CancellationToken = source.Token,
            Checkpoints = new CheckpointOptions { Folder = _folder.FullName, Interval = CheckpointedFit.EveryStep, WrapStream = Cancel },
        };
        if (behavior == CancellationBehavior.Throw)
            Should.Throw<OperationCanceledException>(() => canceled.Fit(TestImages.View(Rows)));
        else
            canceled.Fit(TestImages.View(Rows)).Report!.End.ShouldBe(TrainingStopReason.Canceled);

        CheckpointedFit.Files(_folder.FullName).ShouldBe(["checkpoint-0000000-000000000001.safetensors"]);
        using VaeTransformer expected = options.Fit(TestImages.View(Rows)), model = options.In(_folder.FullName).Fit(TestImages.View(Rows));
        CheckpointedFit.ShouldBe(model, expected);

        Stream Cancel(Stream file)
        {
            source.Cancel();
            return file;
        }
    }

    [Fact]
    public void Fit_ProgressThrows_FreesTheFolder()
    {
        VaeOptions options = Options();
        Should.Throw<NotSupportedException>(() => (options with { Progress = new EpochAction(2, () => throw new NotSupportedException()) }).Fit(TestImages.View(Rows)));
        using VaeTransformer model = options.Fit(TestImages.View(Rows)), expected = TestOptions.Tiny.Fit(TestImages.View(Rows));

        CheckpointedFit.ShouldBe(model, expected);
    }

    [Fact]
    public void Fit_Resumed_IsLoggedWithWhatIsDone()
    {
        int writes = 0;
        VaeOptions options = TestOptions.Tiny;
        Should.Throw<IOException>(() => (options with { Checkpoints = CheckpointedFit.Failing(_folder.FullName, () => ++writes == 6) }).Fit(TestImages.View(Rows)));
        string path = _folder[CheckpointedFit.Files(_folder.FullName).ShouldHaveSingleItem()];
        var context = new MLContext();
        var log = new Log(context);
        using VaeTransformer model = options.In(_folder.FullName).Fit(TestImages.View(Rows), null, context);

        log.Of(ChannelMessageKind.Info).Select(message => message.RawMessage).ShouldContain($"Resumed from '{path}': 1 of 2 epochs are done, and 32 rows of the next.");
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(1, "Epochs: 2 begun in the checkpoint, 1 now.")]
    public void Fit_FewerEpochs_AreRefusedIfTheyHaveBegun(int epochs, string? difference)
    {
        int writes = 0;
        VaeOptions five = TestOptions.Tiny with { Epochs = 5 };
        Should.Throw<IOException>(() => (five with { Checkpoints = CheckpointedFit.Failing(_folder.FullName, () => ++writes == 6) }).Fit(TestImages.View(Rows)));
        VaeOptions fewer = five with { Epochs = epochs };

        if (difference is not null)
        {
            Should.Throw<InvalidOperationException>(() => fewer.In(_folder.FullName).Fit(TestImages.View(Rows))).Message.ShouldContain(difference);
            return;
        }
        using VaeTransformer model = fewer.In(_folder.FullName).Fit(TestImages.View(Rows)), expected = fewer.Fit(TestImages.View(Rows));
        CheckpointedFit.ShouldBe(model, expected);
    }

    [Fact]
    public void Fit_FewerEpochsChosenThanHaveBegun_AreRefused()
    {
        VaeOptions many = TestOptions.Tiny with { Epochs = 201 };
        many.In(_folder.FullName, TimeSpan.FromDays(1)).Fit(TestImages.View(10)).Dispose();

        Should.Throw<InvalidOperationException>(() => (many with { Epochs = null }).In(_folder.FullName).Fit(TestImages.View(10))).Message
            .ShouldContain("has begun 201 epochs, more than the 200 that were chosen for the rows; set Epochs");
    }

    public void Dispose() => _folder.Dispose();

    private VaeOptions Options() => TestOptions.Tiny.In(_folder.FullName);

    private CheckpointDescription Checkpoint() => CheckpointFile.Read(_folder[CheckpointedFit.Files(_folder.FullName).Single()]).Description;
}
