using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Keeps a view's values in memory, column by column: a column is read when a cursor first asks for it, on a thread of its own, and never again.
/// Columns whose values may not leave their row are not there.
/// </summary>
internal sealed class CacheView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly Lock _lock = new();
    private readonly ColumnCache[] _columns;
    private readonly Task[] _fillers;
    private Task _counter;
    private long _rowCount;

    public CacheView(IHostEnvironment env, IDataView source, int[] prefetch)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register("Cache");
        _host.CheckValue(source, nameof(source));
        _source = CacheableColumns.Of(_host, source);
        _rowCount = _source.GetRowCount() ?? -1;
        _columns = new ColumnCache[Schema.Count];
        _fillers = new Task[Schema.Count];
        foreach (var column in prefetch ?? [])
            Start([CachedIndex(source.Schema[column])]);
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => Interlocked.Read(ref _rowCount) is >= 0 and var count ? count : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
        GetRowCursorSet(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        var filled = Start([.. Enumerable.Range(0, active.Length).Where(column => active[column])]);
        var count = n > 0 ? Math.Min(n, 2 * DefaultThreads) : DefaultThreads;
        var rows = new Lazy<int[]>(() => Order(filled, rand));
        return [.. Enumerable.Range(0, count).Select(i => new CacheCursor(_host, Schema, _columns, active, rows, new RowBlocks(i, count)))];
    }

    private static int DefaultThreads => Math.Max(2, Environment.ProcessorCount - 1);

    /// <summary>Waits until everything is there; the rows in the order in which to visit them.</summary>
    private int[] Order(Task filled, Random rand)
    {
        try
        {
            filled.GetAwaiter().GetResult();
        }
        catch (Exception failure)
        {
            throw Contracts.Except(failure, "Event we were waiting on was subject to an exception");
        }

        int[] rows = [.. Enumerable.Range(0, checked((int)Interlocked.Read(ref _rowCount)))];
        rand?.Shuffle(rows);
        return rows;
    }

    /// <summary>Starts to read what is not there yet, in one pass; the task ends when all of the columns, or at least the count, are there.</summary>
    private Task Start(int[] columns)
    {
        lock (_lock)
        {
            int[] missing = [.. columns.Where(column => _columns[column] == null)];
            if (missing.Length == 0 && (columns.Length > 0 || _rowCount >= 0 || _counter != null))
                return Task.WhenAll([.. columns.Select(column => _fillers[column]), _counter ?? Task.CompletedTask]);
            foreach (var column in missing)
                _columns[column] = ColumnCache.Create(Schema[column], _host);
            var cursor = _source.GetRowCursor(missing.Select(column => Schema[column]));
            Action[] appenders = [.. missing.Select(column => _columns[column].AppenderFrom(cursor))];
            var filler = Task.Factory.StartNew(
                () => Fill(cursor, appenders), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            foreach (var column in missing)
                _fillers[column] = filler;
            _counter ??= filler;
            return Task.WhenAll(columns.Select(column => _fillers[column]).Append(filler));
        }
    }

    private void Fill(DataViewRowCursor cursor, Action[] appenders)
    {
        using (cursor)
        {
            var count = 0L;
            for (; cursor.MoveNext(); count++)
            {
                foreach (var append in appenders)
                    append();
            }

            Interlocked.Exchange(ref _rowCount, count);
        }
    }

    private int CachedIndex(DataViewSchema.Column column)
    {
        if (!column.Type.IsCacheable())
            throw _host.Except("Asked to prefetch column '{0}' into cache, but it is of unhandled type '{1}'", column.Name, column.Type);
        return Schema[column.Name].Index;
    }
}
