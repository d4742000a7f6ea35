using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Health;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae.Training;

/// <summary>Deals the training rows in batches, epoch by epoch.</summary>
internal sealed class EpochBatches
{
    private readonly PixelColumn _column;
    private readonly RowSource _source;
    private readonly TrainingRows _rows;
    private readonly RowInspection _inspection;
    private readonly StopSignal _stop;
    private readonly int _batchSize;
    private readonly int _batchesPerStep;
    private readonly RankGroup? _ranks;
    private long? _rowsOfAll;

    /// <exception cref="ArgumentOutOfRangeException">A batch takes more than 2 GiB.</exception>
    public EpochBatches(
        VaeOptions options, PixelColumn column, RowSource source, TrainingRows rows, RowInspection inspection, StopSignal stop,
        RankGroup? ranks = null)
    {
        _column = column;
        _source = source;
        _rows = rows;
        _inspection = inspection;
        _stop = stop;
        _ranks = ranks;
        int wanted = ranks?.RowsOf(options.BatchSize!.Value) ?? options.BatchSize!.Value;
        _batchesPerStep = options.GradientAccumulationSteps;
        _batchSize = (int)Math.Clamp(rows.Count ?? long.MaxValue, 1, wanted);
        int rowsAhead = RowBatches.RowsAhead(_batchSize), most = int.MaxValue / source.RowBytes - rowsAhead;
        if (_batchSize > Math.Max(1, most))
        {
            throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant(
                $"BatchSize is {_batchSize}; with {source.RowBytes} bytes a row it must be at most {Math.Max(1, most)}."));
        }
    }

    /// <summary>Grows with each row of the first epoch; null: nothing does.</summary>
    public RowHash? Dealt { get; init; }

    /// <summary>Rows per epoch; null until a first pass over data of unknown length is done.</summary>
    public long? RowCount => _ranks is null ? _rows.Count : _rowsOfAll;

    /// <summary>The ranks of the fit; null where it has one process.</summary>
    public RankGroup? Ranks => _ranks;

    /// <summary>Rows per epoch of all processes, where there are several; null: unknown.</summary>
    public long? RowsOfAll
    {
        init => _rowsOfAll = value;
    }

    /// <summary>What the last full pass over the data found.</summary>
    public RowStatistics Statistics => _rows.Statistics;

    /// <summary>Names the row of the largest magnitude; empty when that is ordinary.</summary>
    public string DescribeLargest() => LargestValue.Describe(_column, _source, _rows.Kept);

    /// <summary>The batches of an epoch, from 1, each valid until the next is asked for.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="rowsDone">Rows of it that an interrupted fit was dealt; they are skipped.</param>
    /// <exception cref="InvalidOperationException">There are no rows, or fewer than the interrupted fit was dealt.</exception>
    public IEnumerable<TrainingBatch> Deal(int epoch, long rowsDone)
    {
        long? rowCount = _rows.Count;   // of a stream it becomes known somewhere within the first epoch, where schedules must not jump
        IRowPass pass = _inspection.Observe(_rows.OpenEpoch(epoch), epoch);
        using var batches = new RowBatches(pass, _source.RowBytes, _batchSize, joinsLastRow: _ranks is null);
        RowHash? dealt = epoch == 1 ? Dealt : null;
        DealtRows.Skip(pass, rowsDone, _source, _stop, dealt);
        long done = rowsDone, doneBeforeStep = rowsDone;
        for (int next = 1; batches.MoveNext(); next++)
        {
            _stop.Check();
            dealt?.Append(batches.Bytes.Span);
            yield return new TrainingBatch(_column, batches.Bytes, batches.Count, TrainingPosition.Within(epoch, doneBeforeStep, rowCount));
            done += batches.Count;
            if (next % _batchesPerStep == 0)
                doneBeforeStep = done;
        }
        if (done == 0)
            throw NoRows(pass.Statistics);
    }

    /// <summary>
    /// The same where there are several processes: those of this one, and then batches without rows, until it is told that no process has
    /// any.
    /// </summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="rowsDone">Rows of all processes that an interrupted fit was dealt, in full steps.</param>
    /// <param name="batchSize">Rows of a full batch of all processes.</param>
    /// <param name="rowsSoFar">Rows of all processes in the steps that were made so far.</param>
    public IEnumerable<TrainingBatch> DealTogether(int epoch, long rowsDone, int batchSize, Func<long> rowsSoFar)
    {
        using IRowPass pass = _inspection.Observe(_rows.OpenEpoch(epoch), epoch);
        using var batches = new RowBatches(pass, _source.RowBytes, _batchSize);
        DealtRows.Skip(pass, rowsDone / batchSize * _ranks!.RowsOf(batchSize), _source, _stop, hash: null);
        long? rowCount = _rowsOfAll;
        while (rowCount is null || rowsSoFar() < rowCount)
        {
            batches.MoveNext();
            yield return new TrainingBatch(
                _column, batches.Bytes, batches.Count, TrainingPosition.Within(epoch, rowsSoFar(), rowCount));
        }
    }

    /// <summary>Notes how many rows an epoch of all processes had.</summary>
    public void Count(long rowsOfAll) => _rowsOfAll = rowsOfAll;

    /// <summary>The error for an epoch without rows.</summary>
    public Exception NoRows(RowStatistics pass) => _source.NoRows("training", pass);

    /// <summary>Catches up with an interrupted fit.</summary>
    /// <param name="history">The epochs that it finished.</param>
    /// <param name="rowsSeen">Rows that it saw.</param>
    /// <param name="rowsDiffer">Whether any two of them differ.</param>
    public void ResumeAfter(IReadOnlyList<TrainingEpoch> history, long rowsSeen, bool rowsDiffer)
    {
        if (history.Count == 0)
            return;   // its rows will be dealt again
        _inspection.ResumeAfter(_rows, _source.RowBytes, rowsSeen, rowsDiffer, _stop.Check);
    }
}
