using System.Text.RegularExpressions;
using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>The folder of a fit's checkpoints, locked until disposed. Between writes it holds at most one.</summary>
internal sealed partial class CheckpointFolder : IDisposable
{
    private readonly string _path;
    private readonly Func<Stream, Stream> _medium;
    private readonly FolderLock _lock;

    private CheckpointFolder(string path, Func<Stream, Stream> medium, FolderLock folderLock)
    {
        _path = path;
        _medium = medium;
        _lock = folderLock;
    }

    /// <summary>The newest checkpoint; null when there is none, or after <see cref="ForgetFound"/>.</summary>
    public Checkpoint? Found { get; private set; }

    /// <summary>Creates the folder if it is missing, locks it, and reads the newest checkpoint that verifies.</summary>
    /// <exception cref="IOException">The folder cannot be written or another fit is using it.</exception>
    /// <exception cref="ModelFormatException">There are checkpoints, and all of them are damaged.</exception>
    public static CheckpointFolder Open(CheckpointOptions options)
    {
        string path = Path.GetFullPath(options.Folder);
        var folder = new CheckpointFolder(path, options.WrapStream, Lock(path));
        try
        {
            // Left by a process that was killed while it wrote.
            foreach (string file in folder.Files(AtomicFile.TemporarySuffix))
                File.Delete(file);
            folder.Found = folder.Newest();
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Frees the memory that <see cref="Found"/> takes.</summary>
    public void ForgetFound() => Found = null;

    /// <summary>Writes a checkpoint and deletes those before it.</summary>
    /// <exception cref="IOException">The checkpoint could not be written; the one before is still there.</exception>
    public void Write(CheckpointContent content)
    {
        string path = Path.Combine(_path, NameOf(content.Description));
        AtomicFile.Write(path, stream => CheckpointFile.Write(stream, content), CheckpointFile.Verify, _medium);
        foreach (string file in Files(suffix: ""))
        {
            if (file != path)
                File.Delete(file);
        }
    }

    /// <summary>Deletes all checkpoints.</summary>
    public void Clear()
    {
        ForgetFound();
        foreach (string file in Files(suffix: ""))
            File.Delete(file);
    }

    /// <summary>Deletes the folder if nothing is in it but the lock, which is released.</summary>
    public void DeleteIfEmpty()
    {
        Dispose();
        if (Directory.Exists(_path) && !Directory.EnumerateFileSystemEntries(_path).Any())
            Directory.Delete(_path);
    }

    public void Dispose() => _lock.Dispose();

    // Names sort in the order of progress; at an epoch's end two may have the same step.
    private static string NameOf(CheckpointDescription description) =>
        FormattableString.Invariant($"checkpoint-{description.Epochs:D7}-{description.Steps:D12}.safetensors");

    [GeneratedRegex(@"^checkpoint-[0-9]{7}-[0-9]{12}\.safetensors$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    private static FolderLock Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return FolderLock.Take(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{nameof(VaeOptions.Checkpoints)}.{nameof(CheckpointOptions.Folder)} is '{path}'; "
                + $"must be a folder that can be written and that no other fit is using. {e.Message}", e);
        }
    }

    private Checkpoint? Newest()
    {
        ModelFormatException? fault = null;
        foreach (string file in Files(suffix: "").OrderDescending(StringComparer.Ordinal))
        {
            try
            {
                return CheckpointFile.Read(file);
            }
            catch (ModelFormatException e)
            {
                fault ??= e;
            }
        }
        return fault is null ? null : throw fault;
    }

    private IEnumerable<string> Files(string suffix) => Directory.GetFiles(_path).Where(file =>
        file.EndsWith(suffix, StringComparison.Ordinal) && Name().IsMatch(Path.GetFileName(file)[..^suffix.Length]));
}
