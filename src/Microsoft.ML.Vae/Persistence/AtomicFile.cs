namespace Microsoft.ML.Vae.Persistence;

/// <summary>
/// Writes files atomically: into a sibling file that is flushed to the disk, read back and only then renamed into place. A crash leaves the
/// old file or the new one, and perhaps one whose name ends with <see cref="TemporarySuffix"/>.
/// </summary>
internal static class AtomicFile
{
    public const string TemporarySuffix = ".tmp";

    /// <summary>Writes a file, replacing an older one.</summary>
    /// <param name="path">Its path, in an existing folder.</param>
    /// <param name="write">Writes its contents.</param>
    /// <param name="verify">Reads them back, and throws if something is wrong.</param>
    /// <param name="medium">Wraps the stream that <paramref name="write"/> gets; null for none.</param>
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
