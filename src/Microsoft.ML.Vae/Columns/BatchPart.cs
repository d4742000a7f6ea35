using System.Runtime.ExceptionServices;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Columns;

/// <summary>Rows that a cursor reads at once: a batch, or a part of one where other columns would take too many bytes.</summary>
/// <param name="column">The input.</param>
/// <param name="capacity">The rows of a whole batch.</param>
/// <param name="offset">Where the values of passed-on columns begin among those of all parts.</param>
internal sealed class BatchPart(PixelColumn column, int capacity, int offset) : IDisposable
{
    /// <summary>The rows in their places within the batch.</summary>
    public StoredRows Rows { get; } = new(column, capacity);

    /// <summary>What ML.NET calls the batch of each row.</summary>
    public long[] Batches { get; } = new long[capacity];

    public int Offset => offset;

    /// <summary>The place of the first row within the batch.</summary>
    public int First { get; set; }

    /// <summary>How many rows were read.</summary>
    public int Count { get; set; }

    /// <summary>What their values of passed-on columns take.</summary>
    public long Bytes { get; set; }

    /// <summary>How long that took.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>The exception of the source that ended it.</summary>
    public ExceptionDispatchInfo? Fault { get; set; }

    /// <summary>The computation that has begun; null: none.</summary>
    public PackedEncoding? Encoding { get; set; }

    /// <summary>Ends the computation, whether or not its values were asked for, so that the rows may change.</summary>
    public void Leave()
    {
        if (Encoding is { IsDone: false } unused)
        {
            unused.Cancel();
            unused.Wait();   // for the few rows that some thread is at
        }
        Encoding = null;
    }

    public void Dispose()
    {
        Leave();
        Rows.Dispose();
    }
}
