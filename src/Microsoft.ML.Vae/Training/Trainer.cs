using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Inputs;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Training;

/// <summary>Deals the rows out in batches, epoch by epoch. It knows nothing of how a step is computed.</summary>
internal sealed class Trainer
{
    private readonly IHostEnvironment _environment;
    private readonly VaeOptions _options;
    private readonly PixelColumn _column;
    private readonly TrainingRows _rows;
    private readonly int _batchSize;

    public Trainer(IHostEnvironment environment, VaeOptions options, PixelColumn column, TrainingRows rows)
    {
        _environment = environment;
        _options = options;
        _column = column;
        _rows = rows;
        _batchSize = (int)Math.Clamp(rows.Count ?? long.MaxValue, 1, options.BatchSize);
        if ((long)_batchSize * column.RowBytes > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant(
                $"BatchSize is {_batchSize}; with {column.RowBytes} bytes a row it must be at most {int.MaxValue / column.RowBytes}."));
        }
    }

    public void Run(ITrainingEngine engine, TrainingReporter reporter)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor batch = empty(_batchSize, _column.Size, _column.ElementType);   // [B, D] as stored, filled anew for each step
        for (int epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            reporter.BeginEpoch(epoch);
            engine.ResetSums();
            RunEpoch(engine, reporter, batch, epoch);
            reporter.EndEpoch(engine.ReadSums(), _rows.Count);
        }
    }

    private void RunEpoch(ITrainingEngine engine, TrainingReporter reporter, Tensor batch, int epoch)
    {
        using IRowReader reader = _rows.OpenEpoch(epoch);
        int count = Fill(batch, reader);
        if (count == 0)
            throw _environment.Except($"Column '{_column.Name}': the training data has no rows.");
        for (; count > 0; count = Fill(batch, reader))
        {
            _environment.CheckAlive();
            using (NewDisposeScope())
                engine.Step(_column.Scale(batch.narrow(0, 0, count)));
            reporter.Step(engine, _rows.Count);
        }
    }

    private int Fill(Tensor batch, IRowReader reader)
    {
        Span<byte> bytes = batch.bytes;
        int count = 0;
        while (count < _batchSize && reader.TryRead(bytes.Slice(count * _column.RowBytes, _column.RowBytes)))
            count++;
        return count;
    }
}
