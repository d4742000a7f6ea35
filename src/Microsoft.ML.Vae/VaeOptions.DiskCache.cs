namespace Microsoft.ML.Vae;

public sealed partial record VaeOptions
{
    /// <summary>
    /// Where training rows that are larger than <see cref="InputCacheBytes"/> are kept, so that they are read and decoded once, before the
    /// first epoch. They are shuffled as rows in memory are: the fit gives the same model, bit for bit, as one with a larger
    /// <see cref="InputCacheBytes"/>. If the disk is full, or the rows take more than <see cref="DiskCache.MaximumBytes"/>, the fit warns
    /// and reads the data in each epoch. Default: null, nothing is kept on disk.
    /// </summary>
    public DiskCache? DiskCache { get; init; }

    /// <summary>Whether rows are read ahead of the training on other threads, which tests can do without.</summary>
    internal bool ReadsAhead { get; init; } = true;
}
