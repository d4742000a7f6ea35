using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Health;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Training;

/// <summary>One fit, from the data to the transformer.</summary>
internal sealed class VaeFit(IHost host, VaeOptions options, int seed, IFitStore? store, TimeProvider clock)
{
    private readonly RankGroup? _ranks;
    private StopSignal _stop = new(host, options.CancellationToken);

    /// <summary>The processes that make the fit together; null: there is one.</summary>
    public RankGroup? Ranks
    {
        init => (_ranks, _stop) = (value, new StopSignal(host, options.CancellationToken, isShared: value is not null));
    }

    /// <summary>What speaks to the log, where it is not the host.</summary>
    public IHost? Voice { get; init; }

    // A fit that was canceled and keeps its best weights still wants its thresholds, so nothing stops that pass.
    private Action CheckAfterwards => options.OnCancellation == CancellationBehavior.KeepBest ? () => { } : _stop.Check;

    public VaeTransformer Run(IDataView trainData, IDataView? validationData, VaeModel? warmStart)
    {
        long start = clock.GetTimestamp();
        // Gradient modes are the calling thread's; enable_grad alone does not undo inference_mode.
        using IDisposable noInference = inference_mode(false);
        using IDisposable gradients = enable_grad();
        using FitData data = _ranks.Together(() => Open(trainData, validationData, warmStart));
        using IChannel channel = (Voice ?? host).Start("Training");
        channel.Info(MessageSensitivity.None, FormattableString.Invariant($"Seed: {seed}, threads: {get_num_threads()}"));
        using Generator generator = new(unchecked((ulong)seed), CPU);
        VaeModel model = _ranks.Together(() => ModelFactory.Create(host, channel, options, data.Column, seed, generator));
        try
        {
            EngineChoice engine = _ranks.Together(() => Choose(model, data, channel));
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

    private FitData Open(IDataView trainData, IDataView? validationData, VaeModel? warmStart)
    {
        WarmStart.Check(host, options, warmStart);
        var data = new FitData(host, options, seed, trainData, validationData, _stop.Check, _ranks);
        _stop.Check();
        data.CheckValidation();
        return data;
    }

    private EngineChoice Choose(VaeModel model, FitData data, IChannel channel)
    {
        EngineChoice engine = EngineSelector.Choose(host, channel, options, model, Rounding.IsMultiplied);
        if (_ranks is not null)
            DataParallelLimits.Check(host, _ranks, options, model, engine);
        store?.SetOptions(data.Column, seed, isValidated: data.Validation is not null, engine);
        return engine;
    }

    private TrainingOutcome Train(
        VaeModel model, FitData data, EngineChoice engine, Generator generator, IChannel channel, VaeModel? warmStart)
    {
        bool isResumed = store?.Found is not null;
        bool isWarm = warmStart is not null || options.InitialWeights is not null;
        model.Network.Freeze(options.FrozenParts);
        if (!isResumed)
            _ranks.Together(Begin);
        using IProgressChannel progress = (Voice ?? host).StartProgressChannel("Training");
        TrainingRows rows = _ranks.Together(() => data.Load(message => channel.Warning(MessageSensitivity.None, message)));
        data.Standardize(model);
        long? count = _ranks is null ? rows.Count : _ranks.Sum(rows.Count);
        if (store?.SetRows(Identify(rows, data, count)) is { } warning)
            channel.Warning(MessageSensitivity.None, warning);
        if (isResumed && store?.Found is null)   // starts over
            _ranks.Together(Begin);
        if (!isWarm && store?.Found is null)
            VarianceStart.Apply(model, data.Training.With(_stop.Check), rows.Kept, _ranks);
        if (_ranks is not null)
            EqualWeights.Broadcast(_ranks, model.Network);
        if (options.Objective.NeedsRowCount)
            rows.EnsureCount();   // not of several processes, which know no such objective
        TrainingPlan plan = TrainingPlan.Choose(options, _ranks is null ? rows.Count : count);
        options = plan.Complete(options);
        StepExchange? exchange = Exchange(channel);
        var reporter = new TrainingReporter(channel, progress, plan.Epochs, options.Progress, clock);
        reporter.Chose(plan);
        var inspection = new RowInspection(
            options.HealthReport ? new RowSample(data.Column) : null,
            options.SnapshotSamples is { } snapshots ? new RowSample(data.Column, snapshots.Count) : null);
        EpochBatches batches = _ranks.Together(() => new EpochBatches(options, data.Column, data.Training, rows, inspection, _stop, _ranks)
        {
            Dealt = store?.Dealt,
            RowsOfAll = count,
        });
        ValidationSet? validation = data.Validation is null ? null : new ValidationSet(data.Validation, seed, _ranks);
        using var run = new TrainingRun(options, model, generator, inspection, isValidated: validation is not null, engine, exchange);
        var trainer = new Trainer(options, model, run, batches, validation, reporter, _stop) { Store = store, Seed = seed };
        TrainingOutcome outcome = trainer.Run();
        TrainingReport report = outcome.Report with { Rows = batches.RowCount ?? run.RowsDone };
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

    private FitRows Identify(TrainingRows rows, FitData data, long? count)
    {
        var identified = new FitRows(rows, data.Training.With(_stop.Check), data.Validation) { CountOfAll = count };
        return _ranks is not { SharesOut: true }
            ? identified
            : identified with { WholeTraining = data.WholeTraining, WholeValidation = data.WholeValidation };
    }

    private StepExchange? Exchange(IChannel channel)
    {
        if (_ranks is null)
            return null;
        int batchSize = options.BatchSize!.Value;
        string share = FormattableString.Invariant($"{_ranks.RowsOf(batchSize)} of {batchSize} rows of a batch on this one");
        channel.Info(MessageSensitivity.None, $"{nameof(VaeOptions.DataParallel)}: {options.DataParallel}, {share}");
        StopSignal stop = _stop;
        return new StepExchange(_ranks, batchSize, options.GradientAccumulationSteps, () => stop.IsRequested);
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
        var calibration = new FitCalibration(
            options, model, columns, training, data.Validation?.With(CheckAfterwards), data.Groups, _ranks);
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
