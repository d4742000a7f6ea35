using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>What the log, the caller's <see cref="IProgress{T}"/>, ML.NET's progress channel and the history say about one fit.</summary>
public partial class ProgressTests
{
    private readonly MLContext _context = new();
    private readonly Log _log;
    private readonly ProgressLog _progress = new();
    private readonly FakeTime _time = new();

    public ProgressTests() => _log = new Log(_context);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_EveryListener_HearsTheSameNumbers(bool validates)
    {
        VaeOptions options = TestOptions.Tiny with { Epochs = 4, Progress = _progress };
        using VaeTransformer model = _context.Transforms.VariationalAutoencoder(options).Fit(TestImages.View(100), validates ? TestImages.View(30) : null);

        model.History.Count.ShouldBe(4);
        _progress.Epochs.Select(Numbers).ShouldBe(model.History.Select(Numbers));
        _progress.All.Count(report => report.End is not null).ShouldBe(1);
        TrainingProgress last = _progress.All[^1];
        (last.End, last.IsEpochEnd, last.Epoch, last.NegativeElbo).ShouldBe((TrainingStopReason.AllEpochs, false, 4, model.History[^1].NegativeElbo));
        double?[][] lines = [.. EpochLines().Select(Parse)];
        lines.Length.ShouldBe(4);
        for (int i = 0; i < 4; i++)
        {
            TrainingEpoch epoch = model.History[i];
            double?[] expected = [epoch.Epoch, 4, epoch.NegativeElbo, epoch.ReconstructionLoss, epoch.KlDivergence, epoch.ValidationNegativeElbo];
            for (int number = 0; number < expected.Length; number++)
                (lines[i][number] ?? 0).ShouldBe(expected[number] ?? 0, 0.0005 + 1e-9);   // three decimals
            (lines[i][5] is null).ShouldBe(!validates);
        }
    }

    [Fact]
    public void Reporter_EpochEnds_TellsTheProgressChannel()
    {
        using var channel = new FakeProgressChannel();
        using IChannel log = ((IHostEnvironment)_context).Start("Training");
        var reporter = new TrainingReporter(log, channel, epochs: 5, _progress, _time);
        reporter.BeginEpoch(2);
        channel.Ask();
        _time.Seconds = 2;
        var epoch = Epoch(2, 3.25, 1.5);

        reporter.EndEpoch(epoch, new LossSums(32.5, 15, 10), rowCount: 10);

        channel.Header!.MetricNames.ShouldBe(["Negative ELBO", "Reconstruction loss", "KL divergence"]);
        channel.Header.UnitNames.ShouldBe(["epochs"]);
        channel.Progress.ShouldBe((2, 5));
        channel.Checkpoints.ShouldHaveSingleItem().ShouldBe([4.75, 3.25, 1.5, 2]);   // the metrics, then the units
        Numbers(_progress.All.ShouldHaveSingleItem()).ShouldBe(Numbers(epoch));
        Parse(EpochLines().ShouldHaveSingleItem()).ShouldBe([2, 5, 4.75, 3.25, 1.5, 6]);
    }

    [Fact]
    public void Reporter_WithinAnEpoch_ReportsNoValidation()
    {
        using var channel = new FakeProgressChannel();
        using IChannel log = ((IHostEnvironment)_context).Start("Training");
        var reporter = new TrainingReporter(log, channel, epochs: 5, _progress, _time);
        reporter.BeginEpoch(1);
        _time.Seconds = 2;
        reporter.EndEpoch(Epoch(1, 3, 1), new LossSums(30, 10, 10), rowCount: 10);
        reporter.BeginEpoch(2);
        _time.Seconds = 2.25;   // reports within an epoch are a fifth of a second apart

        reporter.Step(new SumsAlone(new LossSums(12, 4, 4)), rowCount: 10);
        _time.Seconds = 2.4;
        reporter.Step(new SumsAlone(new LossSums(15, 5, 5)), rowCount: 10);   // too early

        _progress.All.Count.ShouldBe(2);
        TrainingProgress within = _progress.All[1];
        (within.IsEpochEnd, within.Epoch, within.Rows, within.RowCount).ShouldBe((false, 2, 4, 10));
        (within.ReconstructionLoss, within.KlDivergence, within.ValidationNegativeElbo).ShouldBe((3, 1, null));
        channel.Checkpoints.Count.ShouldBe(1);
        EpochLines().Count().ShouldBe(1);
    }

    [Fact]
    public void Reporter_EpochThatWasBegunBefore_CountsItsRowsButNotTheirTime()
    {
        using var channel = new FakeProgressChannel();
        using IChannel log = ((IHostEnvironment)_context).Start("Training");
        var reporter = new TrainingReporter(log, channel, epochs: 5, _progress, _time);
        reporter.BeginEpoch(2, rowsDone: 6);
        _time.Seconds = 2;
        reporter.EndEpoch(Epoch(2, 3, 1), new LossSums(30, 10, 10), rowCount: 10);

        TrainingProgress end = _progress.All.ShouldHaveSingleItem();
        (end.Rows, end.RowsPerSecond).ShouldBe((10, 2));
    }

    private static (int, long, double, double, double?) Numbers(TrainingProgress report) =>
        (report.Epoch, report.Rows, report.ReconstructionLoss, report.KlDivergence, report.ValidationNegativeElbo);

    private static (int, long, double, double, double?) Numbers(TrainingEpoch epoch) =>
        (epoch.Epoch, epoch.Rows, epoch.ReconstructionLoss, epoch.KlDivergence, epoch.ValidationNegativeElbo);

    private static double?[] Parse(string line)
    {
        Match match = EpochLine().Match(line);
        match.Success.ShouldBeTrue(line);
        return [.. match.Groups.Values.Skip(1).Select(group => group.Success ? double.Parse(group.Value, CultureInfo.InvariantCulture) : (double?)null)];
    }

    private IEnumerable<string> EpochLines() =>
        _log.Of(ChannelMessageKind.Info).Select(message => message.RawMessage).Where(text => text.StartsWith("Epoch ", StringComparison.Ordinal));

    [GeneratedRegex(@"^Epoch (\d+)/(\d+): negative ELBO ([\d.]+) \(reconstruction ([\d.]+), KL ([\d.]+)\)(?:, validation ([\d.]+))? nats per row, \d+ rows/s$")]
    private static partial Regex EpochLine();

    private static TrainingEpoch Epoch(int number, double reconstruction, double divergence) => new()
    {
        Epoch = number,
        Rows = 10,
        ReconstructionLoss = reconstruction,
        KlDivergence = divergence,
        ValidationReconstructionLoss = 4,
        ValidationKlDivergence = 2,
    };

    private sealed class SumsAlone(LossSums sums) : ITrainingEngine
    {
        public void Add(TrainingBatch batch) => throw new NotSupportedException();

        public void Update() => throw new NotSupportedException();

        public void Discard() => throw new NotSupportedException();

        public IReadOnlyList<(string Name, Tensor Tensor)> OptimizerMemory => [];

        public void Publish() { }

        public void Restore(IReadOnlyList<(string Name, Tensor Tensor)> memory, long steps) { }

        public LossSums ReadSums() => sums;

        public void ResetSums() => throw new NotSupportedException();

        public void RestoreSums(LossSums sums) => throw new NotSupportedException();

        public void Dispose() { }
    }
}
