using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>One cursor over the rows of several, each read by a thread of its own, in the order of their batches.</summary>
internal sealed class ConsolidatingCursor : BlockCursor
{
    private readonly BlockQueue[] _queues;
    private readonly RowBlock[] _heads;
    private bool _started;
    private int _last;
    private bool _disposed;

    private ConsolidatingCursor(IChannelProvider provider, DataViewRowCursor[] inputs)
        : base(provider, inputs[0].Schema, [.. inputs[0].Schema.Select(inputs[0].IsColumnActive)])
    {
        _queues = Array.ConvertAll(inputs, input => new BlockQueue(queue => Read(input, queue)));
        _heads = new RowBlock[inputs.Length];
    }

    /// <summary>
    /// A cursor over a view that reads it in parallel; null where a column's values may not leave their row. A view that is read through other
    /// threads is the rule, not the exception: every transform with columns of its own asks for this.
    /// </summary>
    public static DataViewRowCursor CreateOrNull(IHost host, IDataView view, IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand)
    {
        var threads = Math.Max(2, Environment.ProcessorCount - 1);
        if (!columnsNeeded.All(column => column.Type.IsCacheable()))
            return null;
        var inputs = view.GetRowCursorSet(columnsNeeded, threads, rand);
        return inputs.Length == 1 ? inputs[0] : new ConsolidatingCursor(host, inputs);
    }

    protected override RowBlock NextBlock()
    {
        if (_started)
            _heads[_last] = _queues[_last].Take();
        else
            Array.Copy(Array.ConvertAll(_queues, queue => queue.Take()), _heads, _heads.Length);
        _started = true;
        _last = IndexOfFirst();
        return _heads[_last];
    }

    protected override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        _disposed = true;
        if (disposing)
        {
            foreach (var queue in _queues)
                queue.Dispose();
        }

        base.Dispose(disposing);
    }

    private int IndexOfFirst()
    {
        var first = 0;
        for (var i = 1; i < _heads.Length; i++)
        {
            if (_heads[i] != null && (_heads[first] == null || _heads[i].Batch < _heads[first].Batch))
                first = i;
        }

        return first;
    }

    private static void Read(DataViewRowCursor input, BlockQueue queue)
    {
        using var cursor = input;
        var reader = new BlockReader(cursor);
        var batch = 0L;
        while (cursor.MoveNext())
        {
            if (reader.Count > 0 && cursor.Batch != batch && !queue.TryAdd(reader.Take(batch)))
                return;
            batch = cursor.Batch;
            reader.AddRow();
        }

        if (reader.Count > 0)
            queue.TryAdd(reader.Take(batch));
    }
}
