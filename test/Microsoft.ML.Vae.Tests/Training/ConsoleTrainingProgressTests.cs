namespace Microsoft.ML.Vae.Tests.Training;

public sealed class ConsoleTrainingProgressTests : IDisposable
{
    private const int Width = 70;

    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly FakeTime _time = new();

    [Fact]
    public void Report_Terminal_KeepsOneLineWithTheTimeLeft()
    {
        ConsoleTrainingProgress progress = Create(Width);
        progress.Report(At(seconds: 5, epoch: 1, rows: 50));
        progress.Report(At(seconds: 10, epoch: 1, rows: 100, ends: true, validation: 7.5));
        progress.Report(At(seconds: 30, epoch: 4, rows: 100, ends: true));
        progress.Report(At(seconds: 31, epoch: 4, rows: 100, end: TrainingStopReason.AllEpochs));

        _output.ToString().Split('\r').ShouldBe(
        [
            "Epoch 1/4: negative ELBO 5.000, 1,234 rows/s, 0:35 left".PadRight(Width),
            "Epoch 1/4: negative ELBO 5.000, validation 7.500, 1,234 rows/s, 0:30 l",   // as far as it fits
            "Epoch 4/4: negative ELBO 5.000, validation 7.500, 1,234 rows/s, 0:00 l",
            "Epoch 4/4: negative ELBO 5.000, validation 7.500, 1,234 rows/s, 0:31 i\n",
        ]);
    }

    [Fact]
    public void Report_TerminalManyTimesASecond_UpdatesTenTimes()
    {
        ConsoleTrainingProgress progress = Create(width: 100);
        for (int i = 1; i <= 100; i++)
            progress.Report(At(seconds: i * 0.01, epoch: 1, rows: i));

        _output.ToString().Count(letter => letter == '\r').ShouldBeInRange(9, 11);
    }

    [Fact]
    public void Report_Redirected_WritesALineForAnEpochAtMostOnceASecond()
    {
        ConsoleTrainingProgress progress = Create(width: null);
        progress.Report(At(seconds: 0.2, epoch: 1, rows: 50));
        progress.Report(At(seconds: 0.4, epoch: 1, rows: 100, ends: true));
        progress.Report(At(seconds: 0.8, epoch: 2, rows: 100, ends: true));
        progress.Report(At(seconds: 4000, epoch: 3, rows: 100, ends: true));
        progress.Report(At(seconds: 4001, epoch: 4, rows: 100, ends: true));
        progress.Report(At(seconds: 4001.1, epoch: 4, rows: 100, end: TrainingStopReason.AllEpochs));

        _output.ToString().ShouldBe("""
            Epoch 1/4: negative ELBO 5.000, 1,234 rows/s, 0:01 left
            Epoch 3/4: negative ELBO 5.000, 1,234 rows/s, 22:13 left
            Epoch 4/4: negative ELBO 5.000, 1,234 rows/s, 1:06:41 in all

            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(TrainingStopReason.EarlyStopping, "stopped early, 0:02 in all")]
    [InlineData(TrainingStopReason.Canceled, "canceled, 0:02 in all")]
    [InlineData(TrainingStopReason.Diverged, "diverged, 0:02 in all")]
    public void Report_FitThatEndsEarly_EndsTheLineAndSaysSo(TrainingStopReason end, string ending)
    {
        ConsoleTrainingProgress progress = Create(Width);
        progress.Report(At(seconds: 1.99, epoch: 2, rows: 100, ends: true));
        progress.Report(At(seconds: 2, epoch: 2, rows: 100, end: end));

        _output.ToString().Split('\r')[^1].ShouldBe($"Epoch 2/4: negative ELBO 5.000, 1,234 rows/s, {ending}".PadRight(Width)[..Width] + "\n");
    }

    [Fact]
    public void Report_ResumedFit_CountsTheTimeOfItsOwnEpochs()
    {
        ConsoleTrainingProgress progress = Create(width: null);
        progress.Report(At(seconds: 10, epoch: 3, rows: 100, ends: true));

        _output.ToString().ShouldContain("0:10 left");
    }

    [Fact]
    public void Report_SecondFit_BeginsAnew()
    {
        ConsoleTrainingProgress progress = Create(width: null);
        progress.Report(At(seconds: 40, epoch: 4, rows: 100, ends: true, validation: 7.5));
        _output.GetStringBuilder().Clear();

        progress.Report(At(seconds: 1, epoch: 1, rows: 100, ends: true));

        _output.ToString().ShouldBe("Epoch 1/4: negative ELBO 5.000, 1,234 rows/s, 0:03 left\n");
    }

    [Fact]
    public void Report_NothingKnownOfTheLength_LeavesTheTimeOpen()
    {
        ConsoleTrainingProgress progress = Create(width: 70);
        progress.Report(At(seconds: 5, epoch: 1, rows: 50, rowCount: null));

        _output.ToString().ShouldContain("? left");
    }

    [Fact]
    public void Report_OtherCulture_WritesTheSame()
    {
        using var culture = new CultureScope("de-DE");
        ConsoleTrainingProgress progress = Create(width: null);
        progress.Report(At(seconds: 10, epoch: 1, rows: 100, ends: true));

        _output.ToString().ShouldBe("Epoch 1/4: negative ELBO 5.000, 1,234 rows/s, 0:30 left\n");
    }

    [Fact]
    public void Report_Fit_EndsWithItsLastEpoch()
    {
        ConsoleTrainingProgress progress = Create(width: null);
        (TestOptions.Tiny with { Progress = progress }).Fit(TestImages.View(50)).Dispose();

        _output.ToString().Split('\n')[^2].ShouldStartWith("Epoch 2/2: negative ELBO ");
    }

    [Fact]
    public void Constructor_ThisProcess_WritesToTheConsole()
    {
        TextWriter console = Console.Out;
        Console.SetOut(_output);
        try
        {
            new ConsoleTrainingProgress().Report(At(seconds: 1, epoch: 4, rows: 100, end: TrainingStopReason.AllEpochs));
        }
        finally
        {
            Console.SetOut(console);
        }
        _output.ToString().ShouldStartWith("Epoch 4/4: ");
    }

    public void Dispose() => _output.Dispose();

    private ConsoleTrainingProgress Create(int? width) => new(_output, width, _time);

    private TrainingProgress At(
        double seconds, int epoch, long rows, bool ends = false, double? validation = null, long? rowCount = 100, TrainingStopReason? end = null)
    {
        _time.Seconds = seconds;
        return new TrainingProgress
        {
            Epoch = epoch,
            Epochs = 4,
            Rows = rows,
            RowCount = rowCount,
            IsEpochEnd = ends,
            End = end,
            ReconstructionLoss = 3.5,
            KlDivergence = 1.5,
            ValidationNegativeElbo = validation,
            RowsPerSecond = 1234,
            Elapsed = TimeSpan.FromSeconds(seconds),
        };
    }
}
