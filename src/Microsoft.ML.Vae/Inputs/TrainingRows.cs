namespace Microsoft.ML.Vae.Inputs;

/// <summary>The rows to train on, in a fresh order each epoch.</summary>
internal abstract class TrainingRows
{
    /// <summary>Rows per epoch; null until a first pass over data of unknown length is done.</summary>
    public abstract long? Count { get; }

    /// <summary>Where an epoch gets them from, in words.</summary>
    public abstract string Place { get; }

    /// <summary>The rows in the view's order; null where they are read from the view in each epoch.</summary>
    public virtual IRowStore? Kept => null;

    /// <summary>Makes <see cref="Count"/> known, if need be by reading every row.</summary>
    public virtual void EnsureCount() { }

    /// <summary>What the last full pass over the data view found; nothing before one.</summary>
    public abstract RowStatistics Statistics { get; }

    /// <summary>Forgets what passes have found out.</summary>
    public virtual void ForgetCount() { }

    /// <summary>Opens one epoch, from 1, whose order depends on nothing but the seed and that number.</summary>
    public abstract IRowPass OpenEpoch(int epoch);

    /// <summary>Reads the rows and keeps them where they fit, else prepares to stream them.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="seed">Seeds their order.</param>
    /// <param name="keeper">Keeps them, in memory or on disk.</param>
    /// <param name="share">Which share of its room they may take.</param>
    public static TrainingRows Open(RowSource source, int seed, RowKeeper keeper, double share = 1)
    {
        var memory = new RowBuffer(source.RowBytes);
        return keeper.TryKeep(source, share, memory, out RowStatistics statistics) is { } rows
            ? new CachedRows(rows, statistics, seed)
            : new StreamedRows(source, memory, (int)Math.Max(1, keeper.RowsInMemory(source, share)), seed);
    }

    /// <summary>A generator of its own for each epoch.</summary>
    protected static Random OrderOf(int seed, int epoch) => new(unchecked(seed * 1_000_003 + epoch));
}
