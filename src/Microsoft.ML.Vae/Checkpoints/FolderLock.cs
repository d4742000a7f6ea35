namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>
/// Marks a folder as in use by keeping a file in it open exclusively. That the file exists means nothing, since a process that was killed
/// leaves it behind.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    public const string FileName = "fit.lock";

    private const int MaximumLength = 1 << 20;

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="IOException">Another fit holds the lock, or the file cannot be created.</exception>
    public static FolderLock Take(string folder)
    {
        string path = Path.Combine(folder, FileName);
        // On Windows only the system can delete an open file, when it is closed; elsewhere Dispose deletes it while it is still locked.
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

    // The previous fit may have deleted the file after it was opened here, and a third may have created a new one. Since a locked file
    // cannot be read, a random length tells them apart.
    private static bool IsStillThere(string path, FileStream file)
    {
        file.SetLength(Random.Shared.Next(1, MaximumLength));
        var named = new FileInfo(path);
        return named.Exists && named.Length == file.Length;
    }
}
