using System.Runtime.ExceptionServices;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>Rows that were read ahead, one after another.</summary>
internal sealed class RowChunk(int rowBytes, int capacity)
{
    private long _faultyBatch;
    private byte[]? _bytes;   // taken when it is needed, since few rows need one chunk alone

    public int Count { get; private set; }

    public bool IsFull => Count == capacity;

    /// <summary>The batch of its rows, where batches are kept apart.</summary>
    public long Batch { get; private set; }

    /// <summary>What the pass had found when it ended.</summary>
    public RowStatistics Statistics { get; private set; }

    /// <summary>Whether the pass ends with it.</summary>
    public bool IsLast { get; private set; }

    /// <summary>What the pass threw after its rows; null: nothing.</summary>
    public ExceptionDispatchInfo? Fault { get; private set; }

    public Span<byte> this[int index] => _bytes.AsSpan(index * rowBytes, rowBytes);

    /// <summary>The place of the next row.</summary>
    public Span<byte> Room
    {
        get
        {
            _bytes ??= GC.AllocateUninitializedArray<byte>(capacity * rowBytes);
            return this[Count];
        }
    }

    /// <summary>Counts the row that was read into <see cref="Room"/>.</summary>
    public void Add(long batch) => (Count, Batch) = (Count + 1, batch);

    public void End(RowStatistics statistics) => Statistics = statistics;

    /// <summary>Ends the pass.</summary>
    /// <param name="fault">What it threw; null: nothing.</param>
    /// <param name="batch">The batch that it had come to.</param>
    public void EndPass(ExceptionDispatchInfo? fault, long batch)
    {
        (IsLast, Fault, _faultyBatch) = (true, fault, batch);
        if (Count == 0)
            Batch = batch;
    }

    /// <summary>Throws what the pass threw; if rows of other cursors may come before that, it first moves on to the batch of it.</summary>
    public void ThrowFault()
    {
        if (Batch >= _faultyBatch)
            Fault?.Throw();
        (Count, Batch) = (0, _faultyBatch);
    }

    public void Clear() => Count = 0;
}
