using Microsoft.Win32.SafeHandles;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>
/// Rows of equal size in a file without a name, which the system deletes when the process ends, however it does. Rows are read by position
/// and not mapped: pages of a mapping would count as the process's memory, and a failing disk would end the process instead of the fit.
/// </summary>
internal sealed class RowFile : IRowStore, IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly FileStream _file;
    private readonly SafeFileHandle _handle;
    private readonly Stream _target;
    private readonly byte[] _buffer;   // a FileStream would try again to write its own when it is disposed
    private int _buffered;

    private RowFile(FileStream file, Func<Stream, Stream> wrap, int rowBytes)
    {
        _file = file;
        _handle = file.SafeFileHandle;
        _target = wrap(file);
        _buffer = new byte[Math.Max(1, BufferBytes / rowBytes) * rowBytes];
        RowBytes = rowBytes;
    }

    public int Count { get; private set; }

    public int RowBytes { get; }

    public bool IsInMemory => false;

    /// <summary>Bytes that were written.</summary>
    public long Length => _file.Length;

    /// <summary>Why a row could not be written; null: all were.</summary>
    public IOException? Fault { get; private set; }

    /// <summary>Creates a file in a folder, which is created if it is missing.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static RowFile Create(DiskCache cache, int rowBytes)
    {
        string folder = cache.FullPath;
        FileStream? file = null;
        try
        {
            Directory.CreateDirectory(folder);
            string path = Path.Combine(folder, $"vae-rows-{Guid.NewGuid():N}.tmp");
            file = new FileStream(path, Options());
            if (!OperatingSystem.IsWindows())   // where only the system can delete an open file, when it is closed
                File.Delete(path);
            return new RowFile(file, cache.WrapStream, rowBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            string option = $"{nameof(VaeOptions.DiskCache)}.{nameof(DiskCache.Folder)}";
            throw new IOException($"{option} is '{folder}'; must be a folder that can be written. {e.Message}", e);
        }
    }

    /// <summary>Adds a row, or returns false when it cannot be written.</summary>
    public bool TryAppend(ReadOnlySpan<byte> row)
    {
        row.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += row.Length;
        Count++;
        return _buffered < _buffer.Length || TryWrite(flushesToDisk: false);
    }

    /// <summary>Writes what was added to the disk, or returns false when that fails.</summary>
    public bool TryComplete() => TryWrite(flushesToDisk: true);   // some file systems say only then that they are full

    public void Read(int index, Span<byte> row)
    {
        int done = 0;
        while (done < row.Length)
        {
            int read = RandomAccess.Read(_handle, row[done..], (long)index * RowBytes + done);
            if (read == 0)
                throw new EndOfStreamException(FormattableString.Invariant($"The file of cached rows ends before row {index}."));
            done += read;
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.RandomAccess | (OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None),
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private bool TryWrite(bool flushesToDisk)
    {
        try
        {
            _target.Write(_buffer.AsSpan(0, _buffered));
            _buffered = 0;
            if (flushesToDisk)
            {
                _target.Flush();
                _file.Flush(flushToDisk: true);
            }
            return true;
        }
        catch (IOException e)
        {
            Fault = e;
            return false;
        }
    }
}
