using System.Runtime.ExceptionServices;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>
/// Rows that are read ahead, each pass on a thread of its own. Those of several passes, the cursors of a set, come in the order of their
/// batches, which is the view's.
/// </summary>
internal sealed class PrefetchedRows : IRowPass
{
    private const int MostBytes = 8 << 20;
    private const int MostBytesOfSet = 96 << 20;   // a cursor of a set goes on only when its whole batch finds room: 128 rows with ML.NET

    private readonly RowReader[] _readers;
    private readonly Action? _checkAlive;
    private RowReader? _current;
    private int _next;

    /// <param name="passes">The passes, which are its own from now on.</param>
    /// <param name="rowBytes">Bytes of a row.</param>
    /// <param name="checkAlive">Called for each row; throws when reading has to stop.</param>
    public PrefetchedRows(IReadOnlyList<IRowPass> passes, int rowBytes, Action? checkAlive = null)
    {
        bool isSet = passes.Count > 1;
        int mostBytes = isSet ? MostBytesOfSet / passes.Count : MostBytes;
        _readers = [.. passes.Select(pass => new RowReader(pass, rowBytes, mostBytes, separatesBatches: isSet))];
        _checkAlive = checkAlive;
    }

    public RowStatistics Statistics => _readers.Select(reader => reader.Statistics).Aggregate((left, right) => left + right);

    public bool TryRead(Span<byte> row)
    {
        _checkAlive?.Invoke();
        while (_current is null || _next == _current.Head.Count)
        {
            if (!MoveOn())
                return false;
        }
        _current.Head[_next++].CopyTo(row);
        return true;
    }

    public void Dispose()
    {
        Exception? fault = null;
        foreach (RowReader reader in _readers)
        {
            try
            {
                reader.Dispose();
            }
            catch (Exception e)
            {
                fault ??= e;
            }
        }
        if (fault is not null)
            ExceptionDispatchInfo.Throw(fault);
    }

    private bool MoveOn()
    {
        if (_current is null)
            Array.ForEach(_readers, reader => reader.Start());
        _current?.Release();
        _current = _readers.Where(reader => !reader.HasEnded).MinBy(reader => reader.Head.Batch);
        _next = 0;
        return _current is not null;
    }
}
