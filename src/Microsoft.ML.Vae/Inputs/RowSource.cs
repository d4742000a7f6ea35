namespace Microsoft.ML.Vae.Inputs;

/// <summary>The input column of a data view, to be read any number of times.</summary>
internal sealed class RowSource(IExceptionContext context, IDataView data, PixelColumn column, PixelDomain domain)
{
    private RowBuffer? _cache;
    private RowStatistics _cached;

    /// <summary>What happens to rows that cannot be used.</summary>
    public InvalidRowBehavior OnInvalidTrainingRow { get; init; }

    /// <summary>Which rows of the view are read. Null: all.</summary>
    public HoldoutSplit? Share { get; init; }

    /// <summary>Called before each row; throws when reading has to stop.</summary>
    public Action CheckAlive { get; init; } = () => { };

    /// <summary>The view that the rows' positions are told of, where it is not the one that is read.</summary>
    public IDataView? Whole { get; init; }

    public string ColumnName => column.Name;

    private IExceptionContext Context => context;

    public int RowBytes => column.RowBytes;

    public long? RowCount => _cache?.Count ?? (Share is null ? data.GetRowCount() : null);

    /// <summary>The same rows, with another check.</summary>
    public RowSource With(Action checkAlive) => new(context, data, column, domain)
    {
        OnInvalidTrainingRow = OnInvalidTrainingRow,
        Share = Share,
        Whole = Whole,
        CheckAlive = checkAlive,
        _cache = _cache,
        _cached = _cached,
    };

    /// <summary>Rows in memory in place of the view's.</summary>
    public RowSource Of(RowBuffer rows) =>
        new(context, data, column, domain) { CheckAlive = CheckAlive, _cache = rows, _cached = new(rows.Count, 0, null) };

    /// <summary>The same rows read into memory; null if they do not fit.</summary>
    public RowSource? TryCache(long budgetBytes)
    {
        if (RowBuffer.TryRead(this, budgetBytes / RowBytes, out RowStatistics statistics) is not { } rows)
            return null;
        RowSource source = With(CheckAlive);
        (source._cache, source._cached) = (rows, statistics);
        return source;
    }

    /// <summary>A pass over the rows; with a generator, in the view's own random order if it has one.</summary>
    public IRowPass Open(Random? order = null)
    {
        return _cache is not null ? new BufferedRows(_cache, _cached, CheckAlive) : OpenView(order);
    }

    /// <summary>The same rows as the view has them, whatever is in memory.</summary>
    public IRowPass OpenView(Random? order = null) => Read(order);

    /// <summary>Where a row stands in the view, which is read up to it.</summary>
    /// <param name="index">How many usable rows are before it.</param>
    public RowPlace Locate(long index)
    {
        using Pass pass = Read(order: null);
        byte[] row = new byte[RowBytes];
        for (long i = 0; i <= index; i++)
        {
            if (!pass.TryRead(row))
                return new RowPlace(index);
        }
        return pass.Place;
    }

    private Pass Read(Random? order)
    {
        List<DataViewSchema.Column> needed = [column.Bind(context, data.Schema)];
        if (column.Condition is { } condition)
            needed.Add(condition.Bind(context, data.Schema));
        bool isShuffled = data.CanShuffle && order is not null;
        DataViewRowCursor cursor = data.GetRowCursor(needed, isShuffled ? order : null);
        try
        {
            RowExtractor extractor = RowExtractor.Create(context, column, domain, cursor);
            return new Pass(this, cursor, extractor, new RowLocator(Whole ?? data, isInOrder: Whole is null && !isShuffled));
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
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

    private sealed class Pass(RowSource source, DataViewRowCursor cursor, RowExtractor extractor, RowLocator locator) : IRowPass
    {
        private readonly ValueGetter<DataViewRowId> _getId = cursor.GetIdGetter();

        public RowStatistics Statistics { get; private set; }

        public bool TryRead(Span<byte> row)
        {
            while (true)
            {
                source.CheckAlive();
                if (!cursor.MoveNext())
                    return false;
                if (!IsWanted())
                    continue;
                if (extractor.TryRead(row) is not { } fault)
                {
                    Statistics = Statistics.AfterRow();
                    return true;
                }
                if (source.OnInvalidTrainingRow == InvalidRowBehavior.Throw)
                    throw Explain(fault);
                Statistics = Statistics.AfterFault(Statistics.FirstFault ?? Explain(fault));
            }
        }

        public void Dispose() => cursor.Dispose();

        /// <summary>Where the current row stands in the view.</summary>
        public RowPlace Place => locator.Find(Id(), cursor.Position);

        private Exception Explain(RowFault fault) => fault.At(source.Context, Place);

        private bool IsWanted() => source.Share?.Has(Id()) != false;

        private DataViewRowId Id()
        {
            DataViewRowId id = default;
            _getId(ref id);
            return id;
        }
    }
}
