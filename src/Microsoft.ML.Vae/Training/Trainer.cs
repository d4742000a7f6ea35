using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Training;

/// <summary>Trains epoch after epoch, decides when to end, and which weights remain.</summary>
internal sealed class Trainer(
    VaeOptions options,
    VaeModel model,
    TrainingRun run,
    EpochBatches batches,
    ValidationSet? validation,
    TrainingReporter reporter,
    StopSignal stop)
{
    // Epochs that neither count nor can be the best.
    private readonly int _warmup = Math.Max(options.EarlyStopping?.WarmupEpochs ?? 0, (int)Math.Ceiling(options.Objective.WarmupEpochs));
    private readonly DivergenceGuard _guard = new(
        model, run.Engine, run.Rate, batches.DescribeLargest, () => validation!.DescribeLargest(model.Input));

    private readonly SnapshotTaker? _snapshots = options.SnapshotSamples is { } snapshots && run.Inspection.Shown is { } rows
        ? new SnapshotTaker(model, snapshots, rows)
        : null;

    private StepExchange? Exchange => run.Exchange;

    private RankGroup? Ranks => run.Exchange?.Ranks;

    /// <summary>The seed of the fit.</summary>
    public int Seed { get; init; }

    /// <summary>Where the state is kept between steps and resumed from; null: nowhere.</summary>
    public IFitStore? Store { get; init; }

    /// <summary>Trains to the end, or until told to stop.</summary>
    /// <returns>The epochs that ended, and how the fit did.</returns>
    public TrainingOutcome Run()
    {
        TrainingOutcome outcome = RunToEnd();
        // The loss of an epoch says nothing about its last step, nor about an epoch that was canceled.
        _guard.CheckWeights(outcome.History.Count);
        reporter.WarnOfSkippedRows("training", OfAll(batches.Statistics));
        if (validation is not null)
            reporter.WarnOfSkippedRows("validation", OfAll(validation.Statistics));
        return outcome;
    }

    private TrainingOutcome RunToEnd()
    {
        try
        {
            Resume();
            return End(RunEpochs(), run.RestoresBest ? run.Best : null);
        }
        catch (OperationCanceledException) when (KeepsBestOfCanceled())
        {
            reporter.Stopped(run.History.Count);
            return End(TrainingStopReason.Canceled, run.Best);
        }
        catch (TrainingDivergedException e) when (options.OnDivergence == DivergenceBehavior.KeepBest && run.Best is { Epoch: > 0 })
        {
            return End(TrainingStopReason.Diverged, run.Best, e);
        }
        finally
        {
            model.Network.eval();
        }
    }

    private RowStatistics OfAll(RowStatistics pass) => Ranks is null ? pass : SharedStatistics.Of(Ranks, pass);

    private bool KeepsBestOfCanceled() =>
        (Exchange?.IsStopRequested ?? stop.IsRequested) && options.OnCancellation == CancellationBehavior.KeepBest && run.Rate.Steps > 0;

    private void Resume()
    {
        if (Store is null)
            return;
        using DisposeScope scope = NewDisposeScope();
        string? path = Store.Found;
        if (Store.Start(run.Capture()) is not { } state)
            return;
        int begun = state.History.Count + (state.RowsDone > 0 ? 1 : 0);
        if (begun > options.Epochs)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The checkpoint '{path}' has begun {begun} epochs, more than the {options.Epochs} that were chosen for the rows; ")
                + $"set {nameof(options.Epochs)}, or choose another folder.");
        }
        int ranks = Ranks?.Size ?? 1;
        FitState start = state.Ranks == ranks ? state : state.AtEpochStart();
        run.Restore(start);
        reporter.Resumed(path!, start.History.Count, start.RowsDone);
        if (state.Ranks != ranks)
            reporter.ResumedByOthers(state.Ranks, ranks, state.RowsDone);
        batches.ResumeAfter(start.History, start.RowsSeen, start.RowsDiffer);
        if (Ranks is not null && start.History.Count > 0)
            run.Inspection.Share(Ranks);
    }

    private TrainingStopReason RunEpochs()
    {
        while (run.History.Count < options.Epochs)
        {
            if (run.Stopping is { Plateaus: > 0 })
                return TrainingStopReason.EarlyStopping;
            Count(RunEpoch(run.History.Count + 1));
            Save();
        }
        return TrainingStopReason.AllEpochs;
    }

    private void Count(TrainingEpoch epoch)
    {
        run.History.Add(epoch);
        run.RowsDone = 0;
        if (epoch.Epoch <= _warmup + 1)
            run.Best?.ForgetCriterion();
        run.Best?.Offer(epoch);
        if (epoch.Epoch <= _warmup)
            return;
        run.Rate.EndEpoch(epoch.Criterion);
        run.Stopping?.Add(epoch.Criterion);
    }

    private TrainingEpoch RunEpoch(int number)
    {
        reporter.BeginEpoch(number, run.RowsDone);
        run.Rate.BeginEpoch(number);
        if (run.RowsDone == 0)
            run.Engine.ResetSums();
        model.Network.StartTraining();
        if (Exchange is null)
        {
            RunAlone(number);
        }
        else
        {
            RunTogether(Exchange, number);
        }
        run.Engine.Publish();
        if (Ranks is not null)
            EqualWeights.Check(Ranks, model.Network, number);
        LossSums sums = run.Engine.ReadSums();
        _guard.CheckEpoch(number, sums);
        model.Network.eval();
        TrainingEpoch epoch = Describe(number, sums, Validate(number)) with { Snapshot = _snapshots?.Take() };
        reporter.EndEpoch(epoch, sums, batches.RowCount);
        if (number == 1 && run.Inspection.Variety.AreAllEqual)
            reporter.WarnOfEqualRows(model.Input.Name);
        return epoch;
    }

    private void RunAlone(int epoch)
    {
        foreach (TrainingBatch batch in batches.Deal(epoch, run.RowsDone))
        {
            run.Add(batch, Seed);
            if (run.IsStepFull)
                Update(epoch);
            reporter.Step(run.Engine, batches.RowCount);
        }
        if (run.IsWithinStep)   // the last step of an epoch has the batches that are left
            Update(epoch);
    }

    private void RunTogether(StepExchange exchange, int epoch)
    {
        foreach (TrainingBatch batch in batches.DealTogether(epoch, run.RowsDone, exchange.BatchSize, () => run.RowsDone))
        {
            run.Add(batch, Seed);
            if (!run.IsStepFull)
                continue;
            bool hadRows = Update(epoch);
            if (exchange.IsStopRequested)
                throw new OperationCanceledException(options.CancellationToken);
            if (!hadRows)
                break;
            reporter.Step(run.Engine, batches.RowCount);
        }
        if (run.RowsDone == 0)
            throw exchange.Ranks.Decided(batches.NoRows(OfAll(batches.Statistics)));
        batches.Count(run.RowsDone);
        if (epoch == 1)
            run.Inspection.Share(exchange.Ranks);
    }

    /// <returns>Whether there were any rows.</returns>
    private bool Update(int epoch)
    {
        int rows = run.Update();
        if (rows == 0)
            return false;
        run.RowsDone += rows;
        _guard.CheckStep(epoch);
        // Of several processes, each knows which rows it has done as long as all of them have full steps.
        bool isDue = Store is { IsDue: true } && Exchange is null or { IsFull: true };
        // A state that has diverged is not worth resuming from; the guard is about to notice.
        if (isDue && _guard.IsFinite())
            Save();
        return true;
    }

    private VaeMetrics? Validate(int epoch)
    {
        VaeMetrics? metrics = validation?.Measure(model);
        if (metrics is not null)
            _guard.CheckValidation(epoch, metrics);
        return metrics;
    }

    private void Save()
    {
        using DisposeScope scope = NewDisposeScope();
        Store?.Write(run.Capture());
    }

    private static TrainingEpoch Describe(int number, LossSums sums, VaeMetrics? validation) => new()
    {
        Epoch = number,
        Rows = sums.Rows,
        ReconstructionLoss = sums.MeanReconstruction,
        KlDivergence = sums.MeanKlDivergence,
        ValidationReconstructionLoss = validation?.ReconstructionLoss,
        ValidationKlDivergence = validation?.KlDivergence,
    };

    private TrainingOutcome End(TrainingStopReason end, WeightsSnapshot? best, Exception? divergence = null)
    {
        run.Engine.Discard();
        run.Engine.Publish();
        best?.Restore();
        int weightsEpoch = best is { Epoch: > 0 } ? best.Epoch : run.History.Count;
        reporter.Ended(end, weightsEpoch, divergence);
        var report = new TrainingReport { End = end, WeightsEpoch = weightsEpoch, Steps = run.Rate.Steps };
        return new TrainingOutcome(run.History) { Report = report };
    }
}
