namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>The caller's progress object is called by the fitting thread and may do there what it likes.</summary>
[Trait("case", "21")]
public class ProgressCallbackTests
{
    private static readonly VaeOptions _options = TestOptions.Tiny with { Epochs = 4 };

    [Fact]
    public void Fit_ThrowingInALaterEpoch_EndsWithThatVeryException()
    {
        var exception = new NotSupportedException("enough");
        ScriptedView data = TestImages.View(64);

        NotSupportedException got = Should.Throw<NotSupportedException>(() => Fit(data, report =>
        {
            if (report.Epoch == 3)
                throw exception;
        }));

        got.ShouldBeSameAs(exception);
        data.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void Fit_ThrowingEachTime_LeavesNoTensorBehind() => LiveTensors.ShouldStayFlat(
        5, () => Should.Throw<NotSupportedException>(() => Fit(TestImages.View(64), _ => throw new NotSupportedException())), parametersMade: 10);

    [Fact]
    public void Fit_SlowCallback_IsWaitedForByTheFittingThread()
    {
        var epochs = new List<int>();
        var clock = new FakeTime();
        int thread = Environment.CurrentManagedThreadId, within = 0;
        VaeEstimator estimator = new MLContext(1).Transforms.VariationalAutoencoder(_options with
        {
            BatchSize = 16,
            Progress = new Callback(report =>
            {
                Environment.CurrentManagedThreadId.ShouldBe(thread);
                clock.Seconds += 0.3;   // longer than the interval between two reports
                if (report.IsEpochEnd)
                    epochs.Add(report.Epoch);
                else if (report.End is null)
                    within++;
            }),
        });
        estimator.Clock = clock;

        estimator.Fit(TestImages.View(64)).Dispose();

        epochs.ShouldBe([1, 2, 3, 4]);
        within.ShouldBe(0);   // the time that a callback takes is not the fit's
    }

    [Fact]
    public void Fit_CallbackThatFitsAndTransforms_ChangesNothing()
    {
        float[][] expected;
        using (VaeTransformer model = _options.Fit(TestImages.View(64)))
            expected = model.Latents();
        var context = new MLContext(1);

        VaeOptions options = _options with { Progress = new Callback(_ => Busy(context)) };
        using VaeTransformer disturbed = context.Transforms.VariationalAutoencoder(options).Fit(TestImages.View(64));

        disturbed.Latents().ShouldBe(expected);
    }

    private static void Busy(MLContext context)
    {
        using VaeTransformer other = context.Transforms.VariationalAutoencoder(_options with { Seed = 99 }).Fit(TestImages.View(20));
        other.Latents().Length.ShouldBe(100);
    }

    private static void Fit(IDataView data, Action<TrainingProgress> report) => (_options with { Progress = new Callback(report) }).Fit(data).Dispose();

    private sealed class Callback(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
