using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Training;

/// <summary>Runs epoch after epoch, decides when to end, and which weights remain.</summary>
internal sealed class Trainer(VaeOptions options, VaeModel model, RowSource source, EpochRunner runner, LearningRate rate, StopSignal stop)
{
    private readonly List<TrainingEpoch> _history = [];

    /// <summary>Trains to the end, or until told to stop.</summary>
    /// <param name="engine">Makes the steps.</param>
    /// <param name="reporter">Is told of them.</param>
    /// <param name="validate">Measures the model on the validation rows; null without them.</param>
    /// <returns>The epochs that ended, and how the fit did.</returns>
    public TrainingOutcome Run(ITrainingEngine engine, TrainingReporter reporter, Func<VaeMetrics>? validate)
    {
        bool restores = options.RestoreBestWeights ?? (validate is not null || options.EarlyStopping is not null);
        using WeightsSnapshot? best = restores || options.OnCancellation == CancellationBehavior.KeepBest
            || options.OnDivergence == DivergenceBehavior.KeepBest ? new WeightsSnapshot(model.Network) : null;
        try
        {
            TrainingEnd end = RunEpochs(engine, reporter, validate, best);
            return Ended(end, reporter, restores ? best : null);
        }
        catch (OperationCanceledException) when (options.OnCancellation == CancellationBehavior.KeepBest && runner.HasStepped && stop.IsRequested)
        {
            reporter.Stopped(_history.Count);
            return Ended(TrainingEnd.Canceled, reporter, best);
        }
        catch (TrainingDivergedException e) when (options.OnDivergence == DivergenceBehavior.KeepBest && best is { Epoch: > 0 })
        {
            return Ended(TrainingEnd.Diverged, reporter, best, e);
        }
        finally
        {
            model.Network.eval();
        }
    }

    private TrainingEnd RunEpochs(ITrainingEngine engine, TrainingReporter reporter, Func<VaeMetrics>? validate, WeightsSnapshot? best)
    {
        var guard = new DivergenceGuard(model, engine, rate);
        PlateauCounter? stopping = options.EarlyStopping?.Start();
        int warmup = Math.Max(options.EarlyStopping?.WarmupEpochs ?? 0, (int)Math.Ceiling(options.Objective?.WarmupEpochs ?? 0));
        while (_history.Count < options.Epochs)
        {
            TrainingEpoch epoch = RunEpoch(engine, reporter, guard, _history.Count + 1, validate);
            _history.Add(epoch);
            if (epoch.Epoch <= warmup + 1)
                best?.ForgetCriterion();
            best?.Offer(epoch);
            if (epoch.Epoch <= warmup)
                continue;
            rate.EndEpoch(epoch.Criterion);
            stopping?.Add(epoch.Criterion);
            if (stopping is { Plateaus: > 0 } && _history.Count < options.Epochs)
                return TrainingEnd.EarlyStopping;
        }
        return TrainingEnd.AllEpochs;
    }

    private TrainingEpoch RunEpoch(ITrainingEngine engine, TrainingReporter reporter, DivergenceGuard guard, int number, Func<VaeMetrics>? validate)
    {
        reporter.BeginEpoch(number);
        rate.BeginEpoch(number);
        engine.ResetSums();
        model.Network.train();
        runner.Run(engine, reporter, guard, number);
        LossSums sums = engine.ReadSums();
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
            KullbackLeibler = sums.MeanKullbackLeibler,
            ValidationReconstructionLoss = validation?.ReconstructionLoss,
            ValidationKullbackLeibler = validation?.KullbackLeibler,
        };
        reporter.EndEpoch(epoch, sums, runner.RowCount);
        if (number == 1 && runner.AreRowsEqual)
            reporter.WarnOfEqualRows(source.ColumnName);
        return epoch;
    }

    private TrainingOutcome Ended(TrainingEnd end, TrainingReporter reporter, WeightsSnapshot? best, Exception? divergence = null)
    {
        best?.Restore();
        int weightsEpoch = best?.Epoch ?? _history.Count;
        reporter.Ended(end, weightsEpoch, divergence);
        var report = new TrainingReport { End = end, WeightsEpoch = weightsEpoch, Steps = rate.Steps };
        return new TrainingOutcome(_history, ScoreThreshold: null) { Report = report };
    }
}
