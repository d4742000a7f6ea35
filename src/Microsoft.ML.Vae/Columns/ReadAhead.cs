using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Columns;

/// <summary>
/// The rows that follow. While a consumer asks for values that plain numbers suffice for, later batches are read and encoded by helpers
/// before it comes to them: a thread that the system has put aside for some milliseconds, as beside other busy processes, then stops none
/// of the others. Used by one thread.
/// </summary>
/// <param name="binding">The columns.</param>
/// <param name="reader">Reads the rows.</param>
/// <param name="wanted">What is computed of them.</param>
internal sealed class ReadAhead(ColumnBinding binding, BatchReader reader, OutputKinds wanted) : IDisposable
{
    // Rows of a source that is slower may come live, and are not held back; and there is little to gain.
    private static readonly TimeSpan _longestReading = TimeSpan.FromMilliseconds(20);

    private readonly List<BatchPart> _parts = [];
    private readonly Stack<BatchPart> _free = [];
    private readonly Queue<BatchPart> _read = [];
    private PackedEncoder? _encoder;
    private int _most = 1;     // parts
    private int _depth = 1;    // parts that are read, with the one that is consumed

    /// <summary>The part that follows; null at the end.</summary>
    /// <param name="done">The one before, which is used again; null: none.</param>
    /// <param name="wasUsed">Whether its values were asked for.</param>
    public BatchPart? Next(BatchPart? done, bool wasUsed)
    {
        if (done is not null)
        {
            _depth = wasUsed && done.Duration < _longestReading ? NextDepth(done) : 1;
            Free(done);
        }
        BatchPart? next = _read.TryDequeue(out BatchPart? first) ? first : Read();
        while (_read.Count + 1 < _depth && Read() is { } part)
            _read.Enqueue(part);
        return next;
    }

    /// <summary>Ends the encoding of the part that came last.</summary>
    public OutputValues Finish(BatchPart part)
    {
        using VaeModel.Lease lease = binding.Function.Model.Use();
        _encoder!.Helpers.Finish(part.Encoding!);
        var values = new OutputValues(part.Rows.Count);
        values.Add(part.Encoding!);
        return values;
    }

    /// <summary>Computes no more.</summary>
    public void Dispose()
    {
        _parts.ForEach(part => part.Encoding?.Cancel());   // all of them before any is waited for
        _parts.ForEach(part => part.Dispose());
        _parts.Clear();
    }

    // It doubles, so that whoever takes a few rows has few read.
    private int NextDepth(BatchPart done)
    {
        if (_encoder is null && binding.Function.EncoderOf(wanted) is { Helpers.Most: > 0 } encoder)
        {
            _encoder = encoder;
            _most = ReadAheadSize.Parts(encoder.Helpers.Most, done.Rows.Capacity * binding.Function.Input.RowBytes, done.Bytes);
            reader.Reserve(_most);
        }
        return Math.Min(2 * _depth, _most);
    }

    private BatchPart? Read()
    {
        if (reader.HasEnded)
            return null;
        if (!_free.TryPop(out BatchPart? part))
        {
            part = new BatchPart(binding.Function.Input, binding.BatchSize, offset: _parts.Count * binding.BatchSize);
            _parts.Add(part);
        }
        reader.Read(part, ReadAheadSize.MaximumBytes / _most);
        if (part.Count == 0 && part.Fault is null)
            return null;
        if (_depth > 1 && part.Fault is null)
            Begin(part);
        return part;
    }

    private void Begin(BatchPart part)
    {
        part.Encoding = _encoder!.Begin(
            binding.Function.Input, part.Rows.Stored, part.Rows.Count, withVariance: (wanted & OutputKinds.FromVariance) != 0);
        _encoder.Helpers.Add(binding.Function.Model, part.Encoding);
    }

    private void Free(BatchPart part)
    {
        part.Leave();
        _free.Push(part);
    }
}
