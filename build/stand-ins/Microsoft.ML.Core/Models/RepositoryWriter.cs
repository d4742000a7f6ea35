using System.IO.Compression;
using System.Reflection;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Writes a model zip: an entry reaches the archive when the next one is created, or on commit.</summary>
internal sealed class RepositoryWriter : Repository
{
    private readonly ZipArchive _archive;
    private readonly Queue<Entry> _closed = new();

    private RepositoryWriter(Stream stream, IExceptionContext ectx)
        : base(ectx)
        => _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);

    public static RepositoryWriter CreateNew(Stream stream, IExceptionContext ectx = null)
    {
        ectx.CheckValue(stream, nameof(stream));
        var repository = new RepositoryWriter(stream, ectx);
        using var entry = repository.CreateEntry("TrainingInfo", "Version.txt");
        using var writer = repository.OpenText(entry);
        writer.WriteLine(ProductVersion);
        return repository;
    }

    private static string ProductVersion
        => typeof(RepositoryWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>().InformationalVersion;

    public Entry CreateEntry(string name) => CreateEntry(null, name);

    public Entry CreateEntry(string dir, string name)
    {
        ExceptionContext.Check(!Disposed);
        Flush();
        var path = ArchivePath(dir, name);
        var file = NewStagedFile();
        if (!StagedFiles.TryAdd(path, file))
            throw ExceptionContext.ExceptParam(nameof(name), "Duplicate entry: '{0}'", path);
        return AddEntry(path, new FileStream(file, FileMode.CreateNew));
    }

    /// <summary>A writer of text that leaves the entry open.</summary>
    public StreamWriter OpenText(Entry entry)
    {
        ExceptionContext.CheckValue(entry, nameof(entry));
        return new StreamWriter(entry.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
    }

    public void Commit()
    {
        ExceptionContext.Check(!Disposed);
        CloseEntries();
        Flush();
        Dispose();
    }

    /// <summary>Closing must not fail, so writing to the archive waits.</summary>
    private protected override void OnClosed(Entry entry) => _closed.Enqueue(entry);

    protected override void Dispose(bool disposing)
    {
        CloseEntries();
        while (_closed.TryDequeue(out var entry))
            entry.Stream.Dispose();
        if (disposing)
            CloseArchive();
        base.Dispose(disposing);
    }

    /// <summary>As in the original, a failure to write the archive's directory stays unseen; writing an entry has reported its own.</summary>
    private void CloseArchive()
    {
        try
        {
            _archive.Dispose();
        }
        catch (IOException)
        {
        }
    }

    private void Flush()
    {
        while (_closed.TryDequeue(out var entry))
        {
            using (var source = entry.Stream)
            using (var target = _archive.CreateEntry(entry.Path).Open())
            {
                source.Position = 0;
                source.CopyTo(target);
            }
            File.Delete(StagedFiles[entry.Path]);
        }
    }
}
