using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Health;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Training;

/// <summary>One fit, from the data to the transformer.</summary>
internal sealed class VaeFit(IHost host, VaeOptions options, int seed, IFitStore? store, TimeProvider clock)
{
    private readonly StopSignal _stop = new(host, options.CancellationToken);

    // A fit that was canceled and keeps its best weights still wants its thresholds, so nothing stops that pass.
    private Action CheckAfterwards => options.OnCancellation == CancellationBehavior.KeepBest ? () => { } : _stop.Check;

    public VaeTransformer Run(IDataView trainData, IDataView? validationData, VaeModel? warmStart)
    {
        long start = clock.GetTimestamp();
        // Gradient modes are the calling thread's; enable_grad alone does not undo inference_mode.
        using IDisposable noInference = inference_mode(false);
        using IDisposable gradients = enable_grad();
        WarmStart.Check(host, options, warmStart);
        using var data = new FitData(host, options, seed, trainData, validationData, _stop.Check);
        _stop.Check();
        data.CheckValidation();
        using IChannel channel = host.Start("Training");
        channel.Info(MessageSensitivity.None, FormattableString.Invariant($"Seed: {seed}, threads: {get_num_threads()}"));
        using Generator generator = new(unchecked((ulong)seed), CPU);
        VaeModel model = ModelFactory.Create(host, channel, options, data.Column, seed, generator);
        try
        {
            EngineChoice engine = EngineSelector.Choose(host, channel, options, model, Rounding.IsMultiplied);
            store?.SetOptions(data.Column, seed, isValidated: data.Validation is not null, engine);
            if (store?.FoundThreads is { } threads && threads != get_num_threads())
                channel.Warning(MessageSensitivity.None, ThreadWarning(threads));
            TrainingOutcome outcome = Train(model, data, engine, generator, channel, warmStart);
            VaeTransformer fitted = Calibrate(model, data, outcome, start);
            Complete(fitted.Report, channel);
            return fitted;
        }
        catch (Exception e) when (e is not ScoreCalibrationException)   // which holds the model
        {
            model.Dispose();
            throw;
        }
    }

    private TrainingOutcome Train(
        VaeModel model, FitData data, EngineChoice engine, Generator generator, IChannel channel, VaeModel? warmStart)
    {
        bool isResumed = store?.Found is not null;
        bool isWarm = warmStart is not null || options.InitialWeights is not null;
        model.Network.Freeze(options.FrozenParts);
        if (!isResumed)
            Begin();
        using IProgressChannel progress = host.StartProgressChannel("Training");
        TrainingRows rows = data.Load(message => channel.Warning(MessageSensitivity.None, message));
        data.Standardize(model);
        if (store?.SetRows(rows, data.Training.With(_stop.Check), data.Validation) is { } warning)
            channel.Warning(MessageSensitivity.None, warning);
        if (isResumed && store?.Found is null)   // starts over
            Begin();
        if (!isWarm && store?.Found is null)
            VarianceStart.Apply(model, data.Training.With(_stop.Check), rows.Kept);
        if (options.Objective.NeedsRowCount)
            rows.EnsureCount();
        TrainingPlan plan = TrainingPlan.Choose(options, rows.Count);
        options = plan.Complete(options);
        var reporter = new TrainingReporter(channel, progress, plan.Epochs, options.Progress, clock);
        reporter.Chose(plan);
        var inspection = new RowInspection(
            options.HealthReport ? new RowSample(data.Column) : null,
            options.SnapshotSamples is { } snapshots ? new RowSample(data.Column, snapshots.Count) : null);
        var batches = new EpochBatches(options, data.Column, data.Training, rows, inspection, _stop) { Dealt = store?.Dealt };
        ValidationSet? validation = data.Validation is null ? null : new ValidationSet(data.Validation, seed);
        using var run = new TrainingRun(options, model, generator, inspection, isValidated: validation is not null, engine);
        TrainingOutcome outcome = new Trainer(options, model, run, batches, validation, reporter, _stop) { Store = store }.Run();
        TrainingReport report = outcome.Report with { Rows = rows.Count ?? run.RowsDone };
        report = report with { Health = Examine(report, model, data, inspection, reporter) };
        bool hasVariety = !inspection.Variety.AreAllEqual;
        if (hasVariety && ShortFit.Warning(report, outcome.History, options, data.Column, inspection.Sample) is { } tooShort)
            channel.Warning(MessageSensitivity.None, tooShort);
        return outcome with { Report = report };

        void Begin()
        {
            options.InitialWeights?.CopyTo(model.Network);
            if (warmStart is not null)
                WarmStart.Apply(warmStart, model.Network);
        }
    }

    private static string ThreadWarning(int before) => FormattableString.Invariant(
        $"The checkpoint was written with {before} threads, and this process uses {get_num_threads()}: ")
        + "the model can differ from that of an uninterrupted fit. Set OMP_NUM_THREADS or call torch.set_num_threads.";

    // A model must not be lost to a file that cannot be deleted.
    private void Complete(TrainingReport report, IChannel channel)
    {
        if (report.End is not (TrainingStopReason.AllEpochs or TrainingStopReason.EarlyStopping))
            return;
        try
        {
            store?.Complete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            channel.Warning(MessageSensitivity.None, $"The checkpoint could not be deleted: {e.Message}");
        }
    }

    private ModelHealth? Examine(TrainingReport report, VaeModel model, FitData data, RowInspection inspection, TrainingReporter reporter)
    {
        if (report.End == TrainingStopReason.Canceled || inspection.Sample is not { } sample)
            return null;
        RowSource source = data.Training.Of(sample).With(CheckAfterwards);
        var check = new HealthCheck(model, options.Objective);
        bool hasVariety = !inspection.Variety.AreAllEqual;
        if (check.Run(source, report.Steps, hasVariety) is not (ModelHealth health, HealthEvidence evidence))
            return null;
        reporter.Report(health, evidence, options);
        return health;
    }

    private VaeTransformer Calibrate(VaeModel model, FitData data, TrainingOutcome outcome, long start)
    {
        ColumnLayout columns = ColumnLayout.From(options, data.Column.IsImage);
        RowSource training = data.Loaded.With(CheckAfterwards);
        var calibration = new FitCalibration(options, model, columns, training, data.Validation?.With(CheckAfterwards), data.Groups);
        try
        {
            return Complete(columns, calibration.Run());
        }
        catch (Exception e) when (e is not (OperationCanceledException or TrainingDivergedException))
        {
            VaeTransformer kept = Complete(calibration.Possible, calibration.Scoring);
            string remedy = $"{nameof(ScoreCalibrationException.Transformer)} is the model without the columns that need them.";
            throw new ScoreCalibrationException(
                $"The model is trained, but its anomaly scores could not be calibrated: {e.Message} {remedy}", kept, e);
        }

        VaeTransformer Complete(ColumnLayout layout, Scoring scoring)
        {
            TrainingReport report = FitDescription.Complete(outcome.Report, options, seed, clock.GetElapsedTime(start));
            return new VaeTransformer(host, model, layout, outcome with { Report = report, Scoring = scoring })
            {
                Keeping = new OutputKeeping(data.View, options.OutputCacheBytes),
            };
        }
    }
}
