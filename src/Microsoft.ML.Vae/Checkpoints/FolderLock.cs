namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>
/// Says that a folder is in use: a file in it that is open to nobody else. That it exists says nothing, since a process that was killed leaves it
/// behind.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    public const string FileName = "fit.lock";

    private const int MaximumLength = 1 << 20;

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="IOException">Another fit has it, or the file cannot be made.</exception>
    public static FolderLock Take(string folder)
    {
        string path = Path.Combine(folder, FileName);
        // Windows lets nobody delete an open file but the system, at its closing; elsewhere the name goes first, while the file is still locked.
        FileOptions options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        while (true)
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, options);
            bool isTaken = false;
            try
            {
                isTaken = OperatingSystem.IsWindows() || IsStillThere(path, file);
            }
            finally
            {
                if (!isTaken)
                    file.Dispose();
            }
            if (isTaken)
                return new FolderLock(file);
        }
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows() && Directory.Exists(Path.GetDirectoryName(_file.Name)))
            File.Delete(_file.Name);
        _file.Dispose();
    }

    // The fit before may have deleted the file after it was opened here, and a third have made a new one. A random length tells, since nobody can
    // read what is locked.
    private static bool IsStillThere(string path, FileStream file)
    {
        file.SetLength(Random.Shared.Next(1, MaximumLength));
        var named = new FileInfo(path);
        return named.Exists && named.Length == file.Length;
    }
}
