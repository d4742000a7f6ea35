using System.Collections.Concurrent;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>A zip archive whose entries are staged as files in a temporary folder of its own.</summary>
internal abstract class Repository : IDisposable
{
    /// <summary>Staged files by archive path.</summary>
    private protected readonly ConcurrentDictionary<string, string> StagedFiles = new();

    private readonly List<Entry> _open = [];
    private readonly string _folder;

    private protected Repository(IExceptionContext ectx)
    {
        ExceptionContext = ectx;
        _folder = CreateFolder(ectx);
    }

    ~Repository()
    {
        if (!Disposed)
            Dispose(false);
    }

    public IExceptionContext ExceptionContext { get; }

    private protected bool Disposed { get; private set; }

    public void Dispose()
    {
        if (Disposed)
            return;
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        CloseEntries();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be deleted now is left to the system.
        }
        Disposed = true;
    }

    private protected abstract void OnClosed(Entry entry);

    private protected Entry AddEntry(string path, Stream stream)
    {
        var entry = new Entry(this, path, stream);
        _open.Add(entry);
        return entry;
    }

    private protected void CloseEntries()
    {
        while (_open.Count > 0)
            _open[^1].Dispose();
    }

    private protected string NewStagedFile() => Path.Combine(_folder, Path.GetRandomFileName());

    /// <summary>The path within the archive, which may not lead out of it.</summary>
    private protected string ArchivePath(string dir, string name)
    {
        ExceptionContext.CheckParam(dir == null || !dir.Contains("..", StringComparison.Ordinal), nameof(dir));
        ExceptionContext.CheckParam(!string.IsNullOrWhiteSpace(name), nameof(name));
        ExceptionContext.CheckParam(!name.Contains("..", StringComparison.Ordinal), nameof(name));
        var full = Path.GetFullPath(Path.Combine(_folder, dir ?? "", name));
        ExceptionContext.Check(full.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        return full[(_folder.Length + 1)..];
    }

    private static string CreateFolder(IExceptionContext ectx)
    {
        var parent = ectx is IHostEnvironmentInternal env ? env.TempFilePath : Path.GetTempPath();
        string folder;
        do
        {
            var unique = Path.GetFileNameWithoutExtension(Path.GetRandomFileName());
            folder = Path.Combine(Path.GetFullPath(parent), "ml_dotnet_" + unique);
        }
        while (Directory.Exists(folder));
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>An open entry; its stream belongs to the repository.</summary>
    public sealed class Entry : IDisposable
    {
        private Repository _repository;

        internal Entry(Repository repository, string path, Stream stream)
        {
            _repository = repository;
            Path = path;
            Stream = stream;
        }

        public string Path { get; }

        public Stream Stream { get; }

        public void Dispose()
        {
            if (_repository == null)
                return;
            _repository._open.Remove(this);
            _repository.OnClosed(this);
            _repository = null;
        }
    }
}
