namespace Microsoft.ML.Vae.Inputs;

/// <summary>The rows to train on, in a fresh order each epoch.</summary>
internal abstract class TrainingRows
{
    private const int MaximumBufferedRows = 1 << 30;   // a row's number is an int

    /// <summary>Rows per epoch; null until a first pass over data of unknown length is done.</summary>
    public abstract long? Count { get; }

    /// <summary>Whether they are read from the view in each epoch.</summary>
    public abstract bool AreStreamed { get; }

    /// <summary>The rows in memory, in the view's order; null where they are streamed.</summary>
    public virtual RowBuffer? InMemory => null;

    /// <summary>Makes <see cref="Count"/> known, if need be by reading every row.</summary>
    public virtual void EnsureCount() { }

    /// <summary>What the last full pass over the data view found; nothing before one.</summary>
    public abstract RowStatistics Statistics { get; }

    /// <summary>Forgets what passes have found out.</summary>
    public virtual void ForgetCount() { }

    /// <summary>Opens one epoch, from 1, whose order depends on nothing but the seed and that number.</summary>
    public abstract IRowPass OpenEpoch(int epoch);

    /// <summary>Reads the rows into memory when they fit the budget, else prepares to stream them.</summary>
    public static TrainingRows Open(RowSource source, int seed, long budgetBytes)
    {
        long capacity = Math.Min(budgetBytes / source.RowBytes, MaximumBufferedRows);
        if (source.RowCount is not { } count || count <= capacity)
        {
            if (RowBuffer.TryRead(source, capacity, out RowStatistics statistics) is { } rows)
                return new CachedRows(rows, statistics, seed);
        }
        return new StreamedRows(source, (int)Math.Max(1, capacity), seed);
    }

    /// <summary>A generator of its own for each epoch.</summary>
    protected static Random OrderOf(int seed, int epoch) => new(unchecked(seed * 1_000_003 + epoch));
}
