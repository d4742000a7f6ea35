namespace Microsoft.ML.Vae.Inputs;

/// <summary>The input column of a data view, to be read any number of times.</summary>
internal sealed class RowSource(IExceptionContext context, IDataView data, PixelColumn column, PixelDomain domain)
{
    private const int MostReaders = 16;

    private IRowStore? _kept;
    private RowStatistics _statistics;

    /// <summary>What happens to rows that cannot be used.</summary>
    public InvalidRowBehavior OnInvalidTrainingRow { get; init; }

    /// <summary>Which rows of the view are read. Null: all.</summary>
    public HoldoutSplit? Share { get; init; }

    /// <summary>Called before each row; throws when reading has to stop.</summary>
    public Action CheckAlive { get; init; } = () => { };

    /// <summary>Whether rows of the view are read ahead on other threads.</summary>
    public bool ReadsAhead { get; init; } = true;

    /// <summary>The view that the rows' positions are told of, where it is not the one that is read.</summary>
    public IDataView? Whole { get; init; }

    public string ColumnName => column.Name;

    public IExceptionContext Context => context;

    public int RowBytes => column.RowBytes;

    public long? RowCount => _kept?.Count ?? (Share is null ? data.GetRowCount() : null);

    /// <summary>The same rows, with another check.</summary>
    public RowSource With(Action checkAlive) => new(context, data, column, domain)
    {
        OnInvalidTrainingRow = OnInvalidTrainingRow,
        Share = Share,
        Whole = Whole,
        CheckAlive = checkAlive,
        ReadsAhead = ReadsAhead,
        _kept = _kept,
        _statistics = _statistics,
    };

    /// <summary>Stored rows in place of the view's.</summary>
    public RowSource Of(IRowStore rows) =>
        new(context, data, column, domain) { CheckAlive = CheckAlive, _kept = rows, _statistics = new(rows.Count, 0, null) };

    /// <summary>The same rows kept, in memory or on disk; null if they do not fit.</summary>
    /// <param name="keeper">Keeps them.</param>
    /// <param name="share">Which share of its room they may take.</param>
    public RowSource? TryKeep(RowKeeper keeper, double share)
    {
        if (keeper.TryKeep(this, share, new RowBuffer(RowBytes), out RowStatistics statistics) is not { } rows)
            return null;
        RowSource source = With(CheckAlive);
        (source._kept, source._statistics) = (rows, statistics);
        return source;
    }

    /// <summary>A pass over the rows; with a generator, in the view's own random order if it has one.</summary>
    public IRowPass Open(Random? order = null)
    {
        if (_kept is not null)
            return StoredPass.Open(_kept, _statistics, CheckAlive);
        bool isSmall = data.GetRowCount() <= RowReader.RowsPerChunk(RowBytes);
        return isSmall || !ReadsAhead ? OpenView(order) : new PrefetchedRows(OpenSet(order), RowBytes, CheckAlive);
    }

    /// <summary>The same rows as the view has them, whatever is kept.</summary>
    public IRowPass OpenView(Random? order = null) => Read(order);

    /// <summary>Where a row stands in the view, which is read up to it.</summary>
    /// <param name="index">How many usable rows are before it.</param>
    public RowPlace Locate(long index)
    {
        using ViewPass pass = Read(order: null);
        byte[] row = new byte[RowBytes];
        for (long i = 0; i <= index; i++)
        {
            if (!pass.TryRead(row))
                return new RowPlace(index);
        }
        return pass.Place;
    }

    /// <summary>A pass over the rows in the view's order, batch by batch.</summary>
    public RowBatches OpenBatches(int capacity) => new(Open(), RowBytes, capacity);

    /// <summary>Reads every row once.</summary>
    public RowStatistics Scan()
    {
        using IRowPass pass = Open();
        byte[] row = new byte[RowBytes];
        while (pass.TryRead(row))
        {
        }
        return pass.Statistics;
    }

    /// <summary>The error for a pass that found nothing to use.</summary>
    public Exception NoRows(string what, RowStatistics pass) => context.Except(pass.FirstFault is null
        ? $"Column '{ColumnName}': the {what} data has no rows{EmptyShare}."
        : FormattableString.Invariant($"Column '{ColumnName}': the {what} data has no usable rows; {pass.SkippedRows} were skipped. ")
            + $"The first: {pass.FirstFault.Message}");

    private string EmptyShare => Share is null ? ""
        : $" after the split by {nameof(VaeOptions.ValidationFraction)}; choose another fraction, or pass validation data";

    private IEnumerable<DataViewSchema.Column> Needed
    {
        get
        {
            yield return column.Bind(context, data.Schema);
            if (column.Condition is { } condition)
                yield return condition.Bind(context, data.Schema);
        }
    }

    private ViewPass Read(Random? order)
    {
        bool isShuffled = data.CanShuffle && order is not null;
        return Passes([data.GetRowCursor([.. Needed], isShuffled ? order : null)], isInOrder: !isShuffled)[0];
    }

    /// <summary>
    /// Passes that have each row once among them. Images take long to decode, and ML.NET reads them in parallel only where a set of cursors
    /// is asked for; other columns it maps in parallel by itself.
    /// </summary>
    private ViewPass[] OpenSet(Random? order)
    {
        int readers = Math.Min(Environment.ProcessorCount, MostReaders);
        if (!column.IsImage || readers == 1)
            return [Read(order)];
        bool isShuffled = data.CanShuffle && order is not null;
        try
        {
            return Passes(data.GetRowCursorSet([.. Needed], readers, isShuffled ? order : null), isInOrder: false);
        }
        catch (Exception e) when (e is NotImplementedException or NotSupportedException)
        {
            return [Read(order)];   // a view of the application's own, which works elsewhere
        }
    }

    private ViewPass[] Passes(DataViewRowCursor[] cursors, bool isInOrder)
    {
        try
        {
            var locator = new RowLocator(Whole ?? data, isInOrder && Whole is null);
            return [.. cursors.Select(cursor => new ViewPass(this, cursor, RowExtractor.Create(context, column, domain, cursor), locator))];
        }
        catch
        {
            Array.ForEach(cursors, cursor => cursor.Dispose());
            throw;
        }
    }
}
