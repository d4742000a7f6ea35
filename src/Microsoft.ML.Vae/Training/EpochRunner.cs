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

    /// <summary>Whether the rows differ.</summary>
    public IdenticalRowDetector Variety { get; } = new();

    /// <summary>Whether any step was made.</summary>
    public bool HasStepped { get; private set; }

    /// <summary>Catches up with a fit that was interrupted, of which these epochs are done.</summary>
    /// <param name="history">The epochs.</param>
    /// <param name="rowsSeen">Rows that it has seen.</param>
    /// <param name="rowsDiffer">Whether any two of them differ.</param>
    public void ResumeAfter(IReadOnlyList<TrainingEpoch> history, long rowsSeen, bool rowsDiffer)
    {
        HasStepped = true;
        if (history.Count == 0)
            return;   // its rows will be dealt again
        _rows.SetCount(history[^1].Rows);
        if (_sample is not null)
            TakeSampleAgain(_sample);
        Variety.ResumeAfter(rowsSeen, rowsDiffer);
    }

    /// <summary>Makes a step with each batch of an epoch, from 1.</summary>
    /// <param name="engine">Makes the steps.</param>
    /// <param name="reporter">Is told of them.</param>
    /// <param name="guard">Watches them.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="rowsDone">Rows of it that the fit has had, up to a batch's end.</param>
    /// <param name="stepped">Called after each step with the rows done by then.</param>
    /// <exception cref="InvalidOperationException">There are no rows, or other ones than the fit had.</exception>
    public void Run(ITrainingEngine engine, TrainingReporter reporter, DivergenceGuard guard, int epoch, long rowsDone = 0, Action<long>? stepped = null)
    {
        byte[] batch = new byte[_batchSize * _source.RowBytes];   // rows as stored, filled anew for each step
        _epoch = epoch;
        long? rowCount = _rows.Count;   // of a stream it becomes known somewhere within the first epoch, where schedules must not jump
        using IRowPass reader = _rows.OpenEpoch(epoch);
        long done = Skip(batch, reader, rowsDone);
        int count = Fill(batch, reader);
        if (done + count == 0)
            throw _source.NoRows("training");
        for (; count > 0; count = Fill(batch, reader))
        {
            _stop.Check();
            using (NewDisposeScope())
                engine.Step(_model.Input.ToTrainingInput(batch.AsSpan(0, count * _source.RowBytes), count, _model.Device), TrainingPosition.Within(epoch, done, rowCount));
            done += count;
            HasStepped = true;
            guard.CheckStep(epoch);
            stepped?.Invoke(done);
            reporter.Step(engine, _rows.Count);
        }
    }

    private long Skip(Span<byte> batch, IRowPass reader, long rows)
    {
        long done = 0;
        while (done < rows)
        {
            _stop.Check();
            int count = Fill(batch, reader);
            done += count;
            if (count == 0 || done > rows)
                throw new InvalidOperationException(FormattableString.Invariant($"Column '{_source.ColumnName}': the training rows are not those of the checkpoint, which has {rows} of this epoch."));
        }
        return done;
    }

    private void TakeSampleAgain(RowSample sample)
    {
        using IRowPass reader = _rows.OpenEpoch(1);
        byte[] row = new byte[_source.RowBytes];
        while (!sample.IsFull && reader.TryRead(row))
        {
            _stop.Check();
            Variety.Add(row);
            sample.Add(row);
        }
        if (_rows.AreStreamed)
            _source.ResetStatistics();
    }

    private int Fill(Span<byte> bytes, IRowPass reader)
    {
        int rowBytes = _source.RowBytes;
        int count = 0;
        for (; count < _batchSize && reader.TryRead(bytes.Slice(count * rowBytes, rowBytes)); count++)
        {
            ReadOnlySpan<byte> row = bytes.Slice(count * rowBytes, rowBytes);
            Variety.Add(row);
            if (_epoch == 1)
                _sample?.Add(row);
        }
        return count;
    }
}
