using System.IO.Compression;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Reads a model zip, whichever system's separator its entry names use.</summary>
internal sealed class RepositoryReader : Repository
{
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];

    private RepositoryReader(Stream stream, IExceptionContext ectx)
        : base(ectx)
    {
        try
        {
            _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (Exception ex)
        {
            throw ExceptionContext.ExceptDecode(ex, "Failed to open a zip archive");
        }
        foreach (var entry in _archive.Entries)
            _entries[Normalize(entry.FullName)] = entry;
    }

    public static RepositoryReader Open(Stream stream, IExceptionContext ectx = null)
    {
        ectx.CheckValue(stream, nameof(stream));
        return new RepositoryReader(stream, ectx);
    }

    public Entry OpenEntry(string name)
        => OpenEntryOrNull(null, name)
            ?? throw ExceptionContext.Except("Repository doesn't contain entry {0}", ArchivePath(null, name));

    public Entry OpenEntryOrNull(string name) => OpenEntryOrNull(null, name);

    public Entry OpenEntryOrNull(string dir, string name)
    {
        ExceptionContext.Check(!Disposed);
        var path = ArchivePath(dir, name);
        if (!StagedFiles.TryGetValue(path, out var file))
        {
            if (!_entries.TryGetValue(Normalize(path), out var entry))
                return null;
            file = NewStagedFile();
            entry.ExtractToFile(file);
            StagedFiles[path] = file;
        }
        return AddEntry(path, new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read));
    }

    private protected override void OnClosed(Entry entry) => entry.Stream.Dispose();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _archive?.Dispose();
    }

    private static string Normalize(string path) => path.Replace('\\', '/');
}
