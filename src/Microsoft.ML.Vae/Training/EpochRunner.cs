using Microsoft.ML.Vae.Health;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Training;

/// <summary>Deals the rows of an epoch out in batches. It knows nothing of how a step is computed.</summary>
internal sealed class EpochRunner
{
    private readonly VaeModel _model;
    private readonly RowSource _source;
    private readonly TrainingRows _rows;
    private readonly StopSignal _stop;
    private readonly RowSample? _sample;
    private readonly int _batchSize;
    private readonly RowVariety _variety = new();
    private int _epoch;

    public EpochRunner(VaeOptions options, VaeModel model, RowSource source, TrainingRows rows, StopSignal stop, RowSample? sample)
    {
        _model = model;
        _source = source;
        _rows = rows;
        _stop = stop;
        _sample = sample;
        _batchSize = (int)Math.Clamp(rows.Count ?? long.MaxValue, 1, options.BatchSize);
        if ((long)_batchSize * source.RowBytes > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant(
                $"BatchSize is {_batchSize}; with {source.RowBytes} bytes a row it must be at most {int.MaxValue / source.RowBytes}."));
        }
    }

    /// <summary>Rows per epoch; null until a first pass over data of unknown length is done.</summary>
    public long? RowCount => _rows.Count;

    /// <summary>Whether there were several rows, all of them equal.</summary>
    public bool AreRowsEqual => _variety.AreAllEqual;

    /// <summary>Whether any step was made.</summary>
    public bool HasStepped { get; private set; }

    /// <summary>Makes a step with each batch of an epoch, from 1.</summary>
    public void Run(ITrainingEngine engine, TrainingReporter reporter, DivergenceGuard guard, int epoch)
    {
        byte[] batch = new byte[_batchSize * _source.RowBytes];   // rows as stored, filled anew for each step
        _epoch = epoch;
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
                engine.Step(_model.Input.ToTrainingInput(batch.AsSpan(0, count * _source.RowBytes), count, _model.Device), TrainingPosition.Within(epoch, done, rowCount));
            done += count;
            HasStepped = true;
            guard.CheckStep(epoch);
            reporter.Step(engine, _rows.Count);
        }
    }

    private int Fill(Span<byte> bytes, IRowReader reader)
    {
        int rowBytes = _source.RowBytes;
        int count = 0;
        for (; count < _batchSize && reader.TryRead(bytes.Slice(count * rowBytes, rowBytes)); count++)
        {
            ReadOnlySpan<byte> row = bytes.Slice(count * rowBytes, rowBytes);
            _variety.Add(row);
            if (_epoch == 1)
                _sample?.Add(row);
        }
        return count;
    }
}
