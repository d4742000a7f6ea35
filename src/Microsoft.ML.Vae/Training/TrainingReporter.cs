using Microsoft.ML.Vae.Health;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Training;

/// <summary>Reports how a fit goes: to the log, to ML.NET's progress channel and to the caller's <see cref="IProgress{T}"/>.</summary>
internal sealed class TrainingReporter
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(200);

    private readonly IChannel _channel;
    private readonly IProgressChannel _progressChannel;
    private readonly int _epochs;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly TimeProvider _time;
    private readonly long _start;
    private long _epochStart;
    private long _lastReport;
    private int _epoch;
    private long _rowsBefore;
    private TrainingProgress? _latest;

    public TrainingReporter(
        IChannel channel, IProgressChannel progressChannel, int epochs, IProgress<TrainingProgress>? progress, TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _channel = channel;
        _progressChannel = progressChannel;
        _epochs = epochs;
        _progress = progress;
        progressChannel.SetHeader(
            new ProgressHeader(["Negative ELBO", "Reconstruction loss", "KL divergence"], ["epochs"]),
            entry => entry.SetProgress(0, Volatile.Read(ref _epoch), epochs));
    }

    /// <summary>Begins an epoch, or resumes one of which so many rows were done in another process.</summary>
    public void BeginEpoch(int epoch, long rowsDone = 0)
    {
        _rowsBefore = rowsDone;
        Volatile.Write(ref _epoch, epoch);
        _epochStart = _lastReport = _time.GetTimestamp();
    }

    /// <summary>Reports at most a few times a second, since reading the losses waits for the device.</summary>
    public void Step(ITrainingEngine engine, long? rowCount)
    {
        if (_progress is null || _time.GetElapsedTime(_lastReport) < _interval)
            return;
        Report(Describe(engine.ReadSums(), rowCount, ended: null));
        _lastReport = _time.GetTimestamp();
    }

    public void EndEpoch(TrainingEpoch epoch, LossSums sums, long? rowCount)
    {
        TrainingProgress state = Describe(sums, rowCount, epoch);
        string validation = epoch.ValidationNegativeElbo is { } loss ? FormattableString.Invariant($", validation {loss:F3}") : "";
        string parts = FormattableString.Invariant($"reconstruction {state.ReconstructionLoss:F3}, KL {state.KlDivergence:F3}");
        string losses = FormattableString.Invariant($"negative ELBO {state.NegativeElbo:F3} ({parts}){validation} nats per row");
        Tell(FormattableString.Invariant($"Epoch {_epoch}/{_epochs}: {losses}, {state.RowsPerSecond:F0} rows/s"));
        _progressChannel.Checkpoint(epoch.NegativeElbo, epoch.ReconstructionLoss, epoch.KlDivergence, epoch.Epoch);
        Report(state);
    }

    /// <summary>Says what was chosen in place of the options that were left open.</summary>
    public void Chose(TrainingPlan plan)
    {
        if (plan.Reason is not null)
            Tell(plan.Reason);
    }

    public void WarnOfEqualRows(string column) => Warn(
        $"Column '{column}': all training rows are equal (zero variance), so there is nothing to tell them apart by.");

    /// <summary>Warns of rows that a pass skipped, if it skipped any.</summary>
    public void WarnOfSkippedRows(string what, RowStatistics pass)
    {
        if (pass.FirstFault is { } fault)
        {
            string skipped = FormattableString.Invariant($"{pass.SkippedRows} rows of the {what} data were skipped");
            Warn($"{skipped}, as {nameof(VaeOptions.OnInvalidTrainingRow)} is {InvalidRowBehavior.Skip}. The first: {fault.Message}");
        }
    }

    public void Stopped(int epochsDone) => Tell(epochsDone > 0
        ? FormattableString.Invariant($"Canceled in epoch {_epoch}; the best weights of {epochsDone} full epochs are kept.")
        : FormattableString.Invariant($"Canceled in epoch {_epoch}; the current weights are kept."));

    /// <summary>Says where a fit resumes.</summary>
    public void Resumed(string checkpoint, int epochsDone, long rowsDone)
    {
        string rows = rowsDone > 0 ? FormattableString.Invariant($", and {rowsDone} rows of the next") : "";
        Tell(FormattableString.Invariant($"Resumed from '{checkpoint}': {epochsDone} of {_epochs} epochs are done{rows}."));
    }

    /// <summary>Says that a fit resumes in another number of processes.</summary>
    public void ResumedByOthers(int before, int now, long rowsDone)
    {
        string again = rowsDone > 0
            ? FormattableString.Invariant($" The {rowsDone} rows that they did of the next epoch are done again, from its weights on.")
            : "";
        Tell(FormattableString.Invariant($"The number of processes was {before} and is {now}: ")
            + $"the model can differ from that of an uninterrupted fit.{again}");
    }

    /// <summary>Says why a fit ended, and which weights it has.</summary>
    public void Ended(TrainingStopReason end, int weightsEpoch, Exception? divergence)
    {
        if (divergence is not null)
            Warn(FormattableString.Invariant($"{divergence.Message} The weights of epoch {weightsEpoch} are kept."));
        else if (end == TrainingStopReason.EarlyStopping)
            Tell(FormattableString.Invariant($"Stopped early after epoch {_epoch}, because the loss stopped improving."));
        if (end is TrainingStopReason.AllEpochs or TrainingStopReason.EarlyStopping && weightsEpoch < _epoch)
            Tell(FormattableString.Invariant($"The weights of epoch {weightsEpoch}, the best, are restored."));
        if (_latest is { } latest)
            _progress?.Report(latest.EndedBy(end, _time.GetElapsedTime(_start)));
    }

    /// <summary>Says how healthy the model is, and what to change.</summary>
    public void Report(ModelHealth health, HealthEvidence evidence, VaeOptions options)
    {
        Tell(HealthAdvice.Summary(health));
        _channel.Trace(MessageSensitivity.None, HealthAdvice.Dimensions(health));
        if (HealthAdvice.Warning(health, evidence, options) is { } warning)
            Warn(warning);
    }

    private void Report(TrainingProgress state) => _progress?.Report(_latest = state);

    private void Tell(string text) => _channel.Info(MessageSensitivity.None, text);

    private void Warn(string text) => _channel.Warning(MessageSensitivity.None, text);

    private TrainingProgress Describe(LossSums sums, long? rowCount, TrainingEpoch? ended) => new()
    {
        Epoch = _epoch,
        Epochs = _epochs,
        Rows = sums.Rows,
        RowCount = rowCount,
        IsEpochEnd = ended is not null,
        ReconstructionLoss = sums.MeanReconstruction,
        KlDivergence = sums.MeanKlDivergence,
        ValidationNegativeElbo = ended?.ValidationNegativeElbo,
        RowsPerSecond = (sums.Rows - _rowsBefore) / _time.GetElapsedTime(_epochStart).TotalSeconds,
        Elapsed = _time.GetElapsedTime(_start),
    };
}
