using Microsoft.ML.Vae.Shared.Reports;

namespace Microsoft.ML.Vae.Samples.Tests.Reports;

public class TrainingDisplayTests
{
    private const string SecondLine = "    2    107.500         100.250      7.250      12346      3.5 s";

    [Fact]
    public void Show_OutputIsAFile_HeaderAndALinePerEpochOnly()
    {
        using var console = new RecordingConsole(isTerminal: false);

        TrainingDisplay.Show(console.Console, Train).ShouldBe("trained");

        var lines = console.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd());
        lines.Count().ShouldBe(3);
        lines.First().ShouldBe(TrainingTable.Header);
        lines.Last().ShouldBe(SecondLine.TrimEnd());
    }

    [Fact]
    public void Show_OutputIsATerminal_SameLinesAndProgress()
    {
        using var console = new RecordingConsole(isTerminal: true);

        TrainingDisplay.Show(console.Console, Train).ShouldBe("trained");

        console.Text.ShouldContain(TrainingTable.Header);
        console.Text.ShouldContain(SecondLine);
        console.Text.ShouldContain("epoch 2 of 2, loss 107.5, 12346 rows/s");
    }

    [Fact]
    public void Show_TrainingThrows_TheSameException()
    {
        using var console = new RecordingConsole(isTerminal: true);

        Should.Throw<TimeoutException>(() => TrainingDisplay.Show<int>(console.Console, _ => throw new TimeoutException()));
    }

    [Fact]
    public void Line_AnyCulture_DecimalPoints()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
        try
        {
            TrainingTable.Line(Epoch(2, rows: 600)).ShouldBe(SecondLine);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    private static string Train(IProgress<TrainingProgress> progress)
    {
        progress.Report(Epoch(1, rows: 0));
        progress.Report(Epoch(1, rows: 600));
        progress.Report(Epoch(2, rows: 128));
        progress.Report(Epoch(2, rows: 600));
        return "trained";
    }

    private static TrainingProgress Epoch(int epoch, long rows) => new()
    {
        Epoch = epoch,
        Epochs = 2,
        Rows = rows,
        RowCount = epoch == 1 ? null : 600,
        IsEpochEnd = rows == 600,
        ReconstructionLoss = rows == 0 ? double.NaN : 100.25,
        KlDivergence = rows == 0 ? double.NaN : 7.25,
        RowsPerSecond = 12345.6,
        Elapsed = TimeSpan.FromSeconds(3.5),
    };
}
