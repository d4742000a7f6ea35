namespace Microsoft.ML.Vae.Persistence;

/// <summary>
/// A file that is there whole or not at all, whatever happens on the way: written beside its place, flushed to the disk, read back and only then
/// renamed into place. After a crash there is the old file or the new one, and perhaps one whose name ends with <see cref="TemporarySuffix"/>.
/// </summary>
internal static class AtomicFile
{
    public const string TemporarySuffix = ".tmp";

    /// <summary>Writes a file, in place of another if there is one.</summary>
    /// <param name="path">Its path, in a folder that exists.</param>
    /// <param name="write">Writes its contents.</param>
    /// <param name="verify">Reads them back, and throws when something is wrong.</param>
    /// <param name="medium">What stands between <paramref name="write"/> and the file. Null: nothing.</param>
    public static void Write(string path, Action<Stream> write, Action<Stream> verify, Func<Stream, Stream>? medium = null)
    {
        string temporary = path + TemporarySuffix;
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                Stream target = medium?.Invoke(file) ?? file;
                write(target);
                target.Flush();
                file.Flush(flushToDisk: true);
                file.Position = 0;
                verify(file);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            throw;
        }
        FolderFlush.ToDisk(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
