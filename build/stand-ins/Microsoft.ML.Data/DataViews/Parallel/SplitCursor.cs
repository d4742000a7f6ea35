using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>One of several cursors that share the rows of a single one, which a thread of its own reads.</summary>
internal sealed class SplitCursor : BlockCursor
{
    private const int RowsPerBlock = 128;

    private readonly SharedQueue _queue;
    private bool _disposed;

    private SplitCursor(IChannelProvider provider, DataViewSchema schema, bool[] active, SharedQueue queue)
        : base(provider, schema, active)
    {
        _queue = queue;
    }

    /// <summary>The cursor itself where it may not be split.</summary>
    public static DataViewRowCursor[] Split(IChannelProvider provider, DataViewRowCursor input, int count)
    {
        if (count <= 1 || !Cacheable.AreActiveOnes(input))
            return [input];
        bool[] active = [.. input.Schema.Select(input.IsColumnActive)];
        var schema = input.Schema;
        var queue = new SharedQueue(input, count);
        return [.. Enumerable.Range(0, count).Select(_ => new SplitCursor(provider, schema, active, queue))];
    }

    protected override RowBlock NextBlock() => _queue.Blocks.Take();

    protected override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        _disposed = true;
        if (disposing)
            _queue.Leave();
        base.Dispose(disposing);
    }

    /// <summary>Stops reading when the last of the cursors is gone.</summary>
    private sealed class SharedQueue
    {
        private int _users;

        public SharedQueue(DataViewRowCursor input, int users)
        {
            _users = users;
            var reader = new BlockReader(input);
            Blocks = new BlockQueue(queue => Read(input, reader, queue));
        }

        public BlockQueue Blocks { get; }

        public void Leave()
        {
            if (Interlocked.Decrement(ref _users) == 0)
                Blocks.Dispose();
        }

        private static void Read(DataViewRowCursor input, BlockReader reader, BlockQueue queue)
        {
            using var cursor = input;
            var batch = 0L;
            while (cursor.MoveNext())
            {
                reader.AddRow();
                if (reader.Count == RowsPerBlock && !queue.TryAdd(reader.Take(batch++)))
                    return;
            }

            if (reader.Count > 0)
                queue.TryAdd(reader.Take(batch));
        }
    }
}
