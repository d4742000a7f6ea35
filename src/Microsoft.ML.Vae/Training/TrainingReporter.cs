using System.Diagnostics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Vae.Training;

/// <summary>Tells the log and the caller's <see cref="IProgress{T}"/> how a fit goes, and stops one that has diverged.</summary>
internal sealed class TrainingReporter(IChannel channel, int epochs, IProgress<TrainingProgress>? progress)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(200);

    private readonly long _start = Stopwatch.GetTimestamp();
    private long _epochStart;
    private long _lastReport;
    private int _epoch;

    public void BeginEpoch(int epoch)
    {
        _epoch = epoch;
        _epochStart = _lastReport = Stopwatch.GetTimestamp();
    }

    /// <summary>Reports at most a few times a second, since reading the losses waits for the device.</summary>
    public void Step(ITrainingEngine engine, long? rowCount)
    {
        if (progress is null || Stopwatch.GetElapsedTime(_lastReport) < _interval)
            return;
        progress.Report(Describe(engine.ReadSums(), rowCount, isEpochEnd: false));
        _lastReport = Stopwatch.GetTimestamp();
    }

    public void EndEpoch(LossSums sums, long? rowCount)
    {
        TrainingProgress state = Describe(sums, rowCount, isEpochEnd: true);
        if (!double.IsFinite(state.NegativeElbo))
            throw new TrainingDivergedException(_epoch, state.NegativeElbo);
        channel.Info(MessageSensitivity.None, FormattableString.Invariant(
            $"Epoch {_epoch}/{epochs}: negative ELBO {state.NegativeElbo:F3} (reconstruction {state.ReconstructionLoss:F3}, KL {state.KullbackLeibler:F3}) nats per row, {state.RowsPerSecond:F0} rows/s"));
        progress?.Report(state);
    }

    private TrainingProgress Describe(LossSums sums, long? rowCount, bool isEpochEnd) => new()
    {
        Epoch = _epoch,
        Epochs = epochs,
        Rows = sums.Rows,
        RowCount = rowCount,
        IsEpochEnd = isEpochEnd,
        ReconstructionLoss = sums.MeanReconstruction,
        KullbackLeibler = sums.MeanKullbackLeibler,
        RowsPerSecond = sums.Rows / Stopwatch.GetElapsedTime(_epochStart).TotalSeconds,
        Elapsed = Stopwatch.GetElapsedTime(_start),
    };
}
