namespace Microsoft.ML.Vae.Blocks;

/// <summary>Reads groups of rows slice by slice.</summary>
internal abstract class BlockReader : IDisposable
{
    /// <summary>Goes to the first row of a group.</summary>
    public abstract void Start(int group);

    /// <summary>Reads the next rows of the group, in place of those before.</summary>
    /// <returns>How many; 0 at its end.</returns>
    public abstract int ReadSlice();

    /// <summary>The values that the slice has in a column, by its index in the schema; one of those that were asked for.</summary>
    public abstract BlockColumn Column(int index);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) { }
}
