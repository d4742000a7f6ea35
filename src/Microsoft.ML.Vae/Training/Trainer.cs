using Microsoft.ML.Vae.Checkpoints;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Training;

/// <summary>Runs epoch after epoch, decides when to end, and which weights remain.</summary>
internal sealed class Trainer(VaeOptions options, VaeModel model, RowSource source, FitState state, StopSignal stop, CheckpointWriter? checkpoints)
{
    // Epochs that neither count nor can be the best.
    private readonly int _warmup = Math.Max(options.EarlyStopping?.WarmupEpochs ?? 0, (int)Math.Ceiling(options.Objective.WarmupEpochs));

    /// <summary>Trains to the end, or until told to stop.</summary>
    /// <param name="reporter">Is told how it goes.</param>
    /// <param name="validate">Measures the model on the validation rows; null without them.</param>
    /// <returns>The epochs that ended, and how the fit did.</returns>
    public TrainingOutcome Run(TrainingReporter reporter, Func<VaeMetrics>? validate)
    {
        try
        {
            checkpoints?.Resume(reporter);
            TrainingStopReason end = RunEpochs(reporter, validate);
            return Ended(end, reporter, state.RestoresBest ? state.Best : null);
        }
        catch (OperationCanceledException) when (options.OnCancellation == CancellationBehavior.KeepBest && state.Runner.HasStepped && stop.IsRequested)
        {
            reporter.Stopped(state.History.Count);
            return Ended(TrainingStopReason.Canceled, reporter, state.Best);
        }
        catch (TrainingDivergedException e) when (options.OnDivergence == DivergenceBehavior.KeepBest && state.Best is { Epoch: > 0 })
        {
            return Ended(TrainingStopReason.Diverged, reporter, state.Best, e);
        }
        finally
        {
            model.Network.eval();
        }
    }

    private TrainingStopReason RunEpochs(TrainingReporter reporter, Func<VaeMetrics>? validate)
    {
        var guard = new DivergenceGuard(model, state.Engine, state.Rate);
        while (state.History.Count < options.Epochs)
        {
            if (state.Stopping is { Plateaus: > 0 })
                return TrainingStopReason.EarlyStopping;
            Count(RunEpoch(reporter, guard, state.History.Count + 1, validate));
            checkpoints?.AfterEpoch();
        }
        return TrainingStopReason.AllEpochs;
    }

    private void Count(TrainingEpoch epoch)
    {
        state.History.Add(epoch);
        state.RowsDone = 0;
        if (epoch.Epoch <= _warmup + 1)
            state.Best?.ForgetCriterion();
        state.Best?.Offer(epoch);
        if (epoch.Epoch <= _warmup)
            return;
        state.Rate.EndEpoch(epoch.Criterion);
        state.Stopping?.Add(epoch.Criterion);
    }

    private TrainingEpoch RunEpoch(TrainingReporter reporter, DivergenceGuard guard, int number, Func<VaeMetrics>? validate)
    {
        reporter.BeginEpoch(number, state.RowsDone);
        state.Rate.BeginEpoch(number);
        if (state.RowsDone == 0)
            state.Engine.ResetSums();
        model.Network.train();
        state.Runner.Run(state.Engine, reporter, guard, number, state.RowsDone, Stepped);
        LossSums sums = state.Engine.ReadSums();
        guard.CheckEpoch(number, sums);
        model.Network.eval();
        VaeMetrics? validation = validate?.Invoke();
        if (validation is not null)
            guard.CheckValidation(number, validation);
        var epoch = new TrainingEpoch
        {
            Epoch = number,
            Rows = sums.Rows,
            ReconstructionLoss = sums.MeanReconstruction,
            KlDivergence = sums.MeanKlDivergence,
            ValidationReconstructionLoss = validation?.ReconstructionLoss,
            ValidationKlDivergence = validation?.KlDivergence,
        };
        reporter.EndEpoch(epoch, sums, state.Runner.RowCount);
        if (number == 1 && state.Runner.Variety.AreAllEqual)
            reporter.WarnOfEqualRows(source.ColumnName);
        return epoch;
    }

    private void Stepped(long rowsDone)
    {
        state.RowsDone = rowsDone;
        checkpoints?.AfterStep();
    }

    private TrainingOutcome Ended(TrainingStopReason end, TrainingReporter reporter, WeightsSnapshot? best, Exception? divergence = null)
    {
        best?.Restore();
        int weightsEpoch = best?.Epoch ?? state.History.Count;
        reporter.Ended(end, weightsEpoch, divergence);
        var report = new TrainingReport { End = end, WeightsEpoch = weightsEpoch, Steps = state.Rate.Steps };
        return new TrainingOutcome(state.History, ScoreThreshold: null) { Report = report };
    }
}
