namespace Microsoft.ML.Vae;

/// <summary>
/// Room on disk for training rows that are larger than <see cref="VaeOptions.InputCacheBytes"/>; see <see cref="VaeOptions.DiskCache"/>.
/// They are kept as they are used, a byte or a <c>Single</c> per pixel, in one file without a name: nothing of it is left when the fit ends
/// or the process is killed.
/// </summary>
public sealed record DiskCache
{
    /// <param name="folder">See <see cref="Folder"/>.</param>
    /// <param name="maximumBytes">See <see cref="MaximumBytes"/>.</param>
    /// <exception cref="ArgumentNullException">The folder is null.</exception>
    public DiskCache(string folder, long maximumBytes)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Folder = folder;
        MaximumBytes = maximumBytes;
    }

    /// <summary>The folder, which is created if it is missing. Any number of fits can share it.</summary>
    public string Folder { get; }

    /// <summary>
    /// The most bytes that the rows of a fit may take, at least 1048576. With <see cref="VaeOptions.ValidationFraction"/>, that fraction of
    /// them is for the validation rows.
    /// </summary>
    public long MaximumBytes { get; }

    internal string FullPath => Path.GetFullPath(Folder);

    /// <summary>The bytes that the process may still write to the folder's disk; null if the system does not say.</summary>
    internal long? FreeBytes
    {
        get
        {
            try
            {
                return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(FullPath)! : FullPath).AvailableFreeSpace;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;   // a network share, for instance; writing will show
            }
        }
    }

    /// <summary>Wraps the stream that rows are written to, so that tests can make it fail.</summary>
    internal Func<Stream, Stream> WrapStream { get; init; } = file => file;
}
