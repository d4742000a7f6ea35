namespace Microsoft.ML.Vae.Networks.Packed;

/// <summary>
/// Threads that encode what cursors have read ahead. A cursor depends on none of them: it begins whatever they have not, and waits only
/// for pieces that run. They sleep when there is nothing to do and soon end, so that nothing is left of a cursor that is never disposed.
/// Threads of the pool would spin instead each time, and take turns from their own kind where other processes are busy.
/// </summary>
/// <param name="most">How many there are at once.</param>
internal sealed class EncodingHelpers(int most)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(200);

    private readonly Queue<(VaeModel Model, PackedEncoding Encoding)> _waiting = [];   // the lock of what follows, too
    private int _threads;
    private int _idle;   // of them

    /// <summary>How many threads there are at once; 0: there is nobody to help.</summary>
    public int Most => most;

    /// <summary>Adds an encoding of a model, which comes after those that were added before.</summary>
    public void Add(VaeModel model, PackedEncoding encoding)
    {
        lock (_waiting)
        {
            _waiting.Enqueue((model, encoding));
            if (_idle > 0)
            {
                Monitor.Pulse(_waiting);
            }
            else if (_threads < most)
            {
                _threads++;
                new Thread(Help) { IsBackground = true, Name = "VAE encoding" }.UnsafeStart();
            }
        }
    }

    /// <summary>
    /// Helps until an encoding is done, with others while its last pieces run elsewhere. The caller holds a lease on its model.
    /// </summary>
    public void Finish(PackedEncoding encoding)
    {
        while (!encoding.IsDone && (encoding.TryEncodePiece() || First()?.Encoding.TryEncodePiece() == true))
        {
        }
        encoding.Complete();
    }

    private void Help()
    {
        while (Next() is var (model, encoding))
        {
            try
            {
                using VaeModel.Lease lease = model.Use();
                while (encoding.TryEncodePiece())
                {
                }
            }
            catch (ObjectDisposedException)
            {
                encoding.Cancel();   // the cursor finds out by itself
            }
        }
    }

    // Waits for one; null: the thread ends.
    private (VaeModel Model, PackedEncoding Encoding)? Next()
    {
        lock (_waiting)
        {
            while (true)
            {
                if (First() is { } first)
                    return first;
                _idle++;
                bool isCalled = Monitor.Wait(_waiting, _patience);
                _idle--;
                if (!isCalled && First() is null)
                {
                    _threads--;
                    return null;
                }
            }
        }
    }

    // The first that has pieces left.
    private (VaeModel Model, PackedEncoding Encoding)? First()
    {
        lock (_waiting)
        {
            while (_waiting.TryPeek(out (VaeModel, PackedEncoding Encoding) first) && first.Encoding.HasBegun)
                _waiting.Dequeue();
            return _waiting.TryPeek(out (VaeModel, PackedEncoding) next) ? next : null;
        }
    }
}
