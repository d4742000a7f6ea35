using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>
/// Reads a pass on a thread of its own, ahead of who takes its rows by a limited number of bytes. From the first row on, the pass is used
/// on that thread alone, where it is disposed, too.
/// </summary>
internal sealed class RowReader : IDisposable
{
    private const int ChunkBytes = 512 << 10;

    private readonly IRowPass _pass;
    private readonly bool _separatesBatches;
    private readonly BlockingCollection<RowChunk> _filled = [];
    private readonly BlockingCollection<RowChunk> _empty = [];
    private readonly CancellationTokenSource _stop = new();
    private Thread? _thread;
    private RowChunk? _head;
    private ExceptionDispatchInfo? _disposalFault;
    private bool _isDisposed;

    /// <param name="pass">The rows.</param>
    /// <param name="rowBytes">Bytes of one.</param>
    /// <param name="mostBytes">How many bytes to read ahead, but at least two rows.</param>
    /// <param name="separatesBatches">Whether a chunk's rows are all of one batch.</param>
    public RowReader(IRowPass pass, int rowBytes, int mostBytes, bool separatesBatches)
    {
        _pass = pass;
        _separatesBatches = separatesBatches;
        int capacity = RowsPerChunk(rowBytes);
        for (int i = Math.Max(2, mostBytes / (capacity * rowBytes)); i > 0; i--)
            _empty.Add(new RowChunk(rowBytes, capacity));
    }

    /// <summary>Whether all rows were taken.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What the pass had found when the last chunk taken ended.</summary>
    public RowStatistics Statistics { get; private set; }

    /// <summary>The chunk to take rows of, which is waited for.</summary>
    public RowChunk Head => _head ??= _filled.Take();

    /// <summary>Rows that are handed over at once.</summary>
    public static int RowsPerChunk(int rowBytes) => Math.Max(1, ChunkBytes / rowBytes);

    /// <summary>Starts to read, if it has not yet.</summary>
    public void Start()
    {
        if (_thread is not null)
            return;
        _thread = new Thread(Read) { IsBackground = true, Name = "VAE rows" };
        _thread.Start();
    }

    /// <summary>Goes on from <see cref="Head"/>, whose rows were taken, and throws what the pass threw after them.</summary>
    public void Release()
    {
        RowChunk chunk = Head;
        if (chunk.Fault is not null)
        {
            chunk.ThrowFault();
            return;
        }
        Statistics = chunk.Statistics;
        HasEnded = chunk.IsLast;
        if (HasEnded)
            return;
        chunk.Clear();
        _head = null;
        _empty.Add(chunk);
    }

    /// <summary>Ends the thread, which finishes the row that it is at.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _stop.Cancel();
        if (_thread is null)
            _pass.Dispose();
        else
            _thread.Join();
        _filled.Dispose();
        _empty.Dispose();
        _stop.Dispose();
        _disposalFault?.Throw();
    }

    private void Read()
    {
        RowChunk chunk = _empty.Take();
        ExceptionDispatchInfo? fault = null;
        try
        {
            while (!_stop.IsCancellationRequested && _pass.TryRead(chunk.Room))
                chunk = Add(chunk);
        }
        catch (Exception e)
        {
            fault = ExceptionDispatchInfo.Capture(e);   // for who takes the rows before it
        }
        long batch = chunk.Batch;
        try
        {
            if (fault is not null && _separatesBatches)
                batch = _pass.Batch;
            _pass.Dispose();
        }
        catch (Exception e)
        {
            _disposalFault = ExceptionDispatchInfo.Capture(e);
        }
        chunk.EndPass(fault, batch);
        HandOver(chunk);
    }

    /// <summary>Counts the row that was read; returns the chunk for the next one.</summary>
    private RowChunk Add(RowChunk chunk)
    {
        if (_separatesBatches && chunk.Count > 0 && chunk.Batch != _pass.Batch)
        {
            RowChunk next = _empty.Take(_stop.Token);
            chunk.Room.CopyTo(next.Room);
            HandOver(chunk);
            chunk = next;
        }
        chunk.Add(_pass.Batch);
        if (!chunk.IsFull)
            return chunk;
        HandOver(chunk);
        return _empty.Take(_stop.Token);
    }

    private void HandOver(RowChunk chunk)
    {
        chunk.End(_pass.Statistics);
        _filled.Add(chunk);
    }
}
