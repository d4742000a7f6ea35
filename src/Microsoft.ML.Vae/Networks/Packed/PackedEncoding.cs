using System.Runtime.ExceptionServices;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Networks.Packed;

/// <summary>What an encoder makes of stored rows, in pieces that any number of threads take.</summary>
/// <param name="encoder">The encoder.</param>
/// <param name="column">What the bytes mean.</param>
/// <param name="rows">The rows one after another, which stay as they are while pieces of them are encoded.</param>
/// <param name="count">B.</param>
/// <param name="pieceRows">The rows of a piece.</param>
internal sealed class PackedEncoding(PackedEncoder encoder, PixelColumn column, ReadOnlyMemory<byte> rows, int count, int pieceRows)
{
    private readonly object _gate = new();
    private readonly int _count = count;
    private ExceptionDispatchInfo? _fault;
    private int _begun;   // rows
    private int _done;    // of them
    private int _end = count;

    /// <summary>μ, [B, Z].</summary>
    public required float[] Mean { get; init; }

    /// <summary>log σ², [B, Z]; empty where it is not needed or the latents have no variance.</summary>
    public required float[] LogVariance { get; init; }

    /// <summary>Whether nobody can begin another piece.</summary>
    public bool HasBegun
    {
        get
        {
            lock (_gate)
                return _begun == _end;
        }
    }

    /// <summary>Whether every piece is done.</summary>
    public bool IsDone => Volatile.Read(ref _done) == _count;

    /// <summary>Encodes a piece that nobody has begun; false if there is none. The caller holds a lease on the model.</summary>
    public bool TryEncodePiece()
    {
        int from, length;
        lock (_gate)
        {
            from = _begun;
            length = Math.Min(pieceRows, _end - from);
            _begun += length;
        }
        if (length == 0)
            return false;
        try
        {
            encoder.Encode(column, rows.Span, from, length, this);
        }
        catch (Exception e)
        {
            _fault = ExceptionDispatchInfo.Capture(e);   // for the thread that waits
        }
        lock (_gate)
        {
            _done += length;
            Monitor.PulseAll(_gate);
        }
        return true;
    }

    /// <summary>Waits for the pieces that were begun.</summary>
    public void Wait()
    {
        lock (_gate)
        {
            while (_done < _begun)
                Monitor.Wait(_gate);
        }
    }

    /// <summary>The same, and throws what any of them has thrown.</summary>
    public void Complete()
    {
        Wait();
        _fault?.Throw();
    }

    /// <summary>Lets nobody begin a piece any more.</summary>
    public void Cancel()
    {
        lock (_gate)
            _end = _begun;
    }
}
