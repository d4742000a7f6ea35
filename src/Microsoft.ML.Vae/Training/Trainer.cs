using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Training;

/// <summary>Deals the rows out in batches, epoch by epoch. It knows nothing of how a step is computed.</summary>
internal sealed class Trainer
{
    private readonly VaeOptions _options;
    private readonly VaeModel _model;
    private readonly RowSource _source;
    private readonly TrainingRows _rows;
    private readonly StopSignal _stop;
    private readonly int _batchSize;
    private readonly RowVariety _variety = new();
    private bool _hasStepped;

    public Trainer(VaeOptions options, VaeModel model, RowSource source, TrainingRows rows, StopSignal stop)
    {
        _options = options;
        _model = model;
        _source = source;
        _rows = rows;
        _stop = stop;
        _batchSize = (int)Math.Clamp(rows.Count ?? long.MaxValue, 1, options.BatchSize);
        if ((long)_batchSize * source.RowBytes > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant(
                $"BatchSize is {_batchSize}; with {source.RowBytes} bytes a row it must be at most {int.MaxValue / source.RowBytes}."));
        }
    }

    /// <summary>Trains to the end, or until told to stop.</summary>
    /// <param name="engine">Makes the steps.</param>
    /// <param name="reporter">Is told of them.</param>
    /// <param name="validate">Measures the model on the validation rows; null without them.</param>
    /// <returns>The epochs that ended.</returns>
    public IReadOnlyList<TrainingEpoch> Run(ITrainingEngine engine, TrainingReporter reporter, Func<VaeMetrics>? validate)
    {
        var history = new List<TrainingEpoch>();
        using WeightsSnapshot? best = _options.OnCancellation == CancellationBehavior.KeepBest ? new WeightsSnapshot(_model.Network) : null;
        try
        {
            while (history.Count < _options.Epochs)
            {
                history.Add(RunEpoch(engine, reporter, history.Count + 1, validate));
                best?.Offer(history[^1].Criterion);
            }
        }
        catch (OperationCanceledException) when (best is not null && _hasStepped && _stop.IsRequested)
        {
            best.Restore();
            reporter.Stopped(history.Count);
        }
        finally
        {
            _model.Network.eval();
        }
        return history;
    }

    private TrainingEpoch RunEpoch(ITrainingEngine engine, TrainingReporter reporter, int number, Func<VaeMetrics>? validate)
    {
        reporter.BeginEpoch(number);
        engine.ResetSums();
        _model.Network.train();
        RunBatches(engine, reporter, number);
        LossSums sums = engine.ReadSums();
        reporter.CheckFinite("loss", sums.MeanReconstruction + sums.MeanKullbackLeibler);
        _model.Network.eval();
        VaeMetrics? validation = validate?.Invoke();
        if (validation is not null)
            reporter.CheckFinite("validation loss", validation.NegativeElbo);
        var epoch = new TrainingEpoch
        {
            Epoch = number,
            Rows = sums.Rows,
            ReconstructionLoss = sums.MeanReconstruction,
            KullbackLeibler = sums.MeanKullbackLeibler,
            ValidationReconstructionLoss = validation?.ReconstructionLoss,
            ValidationKullbackLeibler = validation?.KullbackLeibler,
        };
        reporter.EndEpoch(epoch, sums, _rows.Count);
        if (number == 1 && _variety.AreAllEqual)
            reporter.WarnOfEqualRows(_source.ColumnName);
        return epoch;
    }

    private void RunBatches(ITrainingEngine engine, TrainingReporter reporter, int epoch)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor batch = empty(_batchSize, _model.Input.Size, _model.Input.ElementType);   // [B, D] as stored, filled anew for each step
        long? rowCount = _rows.Count;   // of a stream it becomes known somewhere within the first epoch, where schedules must not jump
        using IRowReader reader = _rows.OpenEpoch(epoch);
        int count = Fill(batch, reader);
        if (count == 0)
            throw _source.NoRows("training");
        long done = 0;
        for (; count > 0; count = Fill(batch, reader))
        {
            _stop.Check();
            using (NewDisposeScope())
                engine.Step(_model.Input.Scale(batch.narrow(0, 0, count).to(_model.Device)), TrainingPosition.Within(epoch, done, rowCount));
            done += count;
            _hasStepped = true;
            reporter.Step(engine, _rows.Count);
        }
    }

    private int Fill(Tensor batch, IRowReader reader)
    {
        Span<byte> bytes = batch.bytes;
        int rowBytes = _source.RowBytes;
        int count = 0;
        while (count < _batchSize && reader.TryRead(bytes.Slice(count * rowBytes, rowBytes)))
            _variety.Add(bytes.Slice(count++ * rowBytes, rowBytes));
        return count;
    }
}
