using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>The input column of a data view, to be read any number of times.</summary>
internal sealed class RowSource(IExceptionContext context, IDataView data, PixelColumn column, PixelDomain support)
{
    private RowBuffer? _kept;

    /// <summary>What happens to rows that cannot be used.</summary>
    public InvalidRowBehavior OnInvalidTrainingRow { get; init; }

    /// <summary>Which rows of the view are read. Null: all.</summary>
    public HoldoutSplit? Share { get; init; }

    /// <summary>Called before each row; throws when reading has to stop.</summary>
    public Action CheckAlive { get; init; } = () => { };

    public string ColumnName => column.Name;

    public int RowBytes => column.RowBytes;

    public long? RowCount => _kept?.Count ?? (Share is null ? data.GetRowCount() : null);

    /// <summary>How many rows the last pass left out.</summary>
    public long SkippedRows { get; private set; }

    /// <summary>Why the last pass left out its first row, if it did.</summary>
    public Exception? FirstFault { get; private set; }

    /// <summary>Forgets what the last pass left out, as it was none over all rows.</summary>
    public void ResetStatistics() => (SkippedRows, FirstFault) = (0, null);

    /// <summary>The same rows, with another check.</summary>
    public RowSource With(Action checkAlive) =>
        new(context, data, column, support) { OnInvalidTrainingRow = OnInvalidTrainingRow, Share = Share, CheckAlive = checkAlive, _kept = _kept };

    /// <summary>Rows in memory that stand for a view's.</summary>
    public RowSource Of(RowBuffer rows) => new(context, data, column, support) { CheckAlive = CheckAlive, _kept = rows };

    /// <summary>Reads the rows into memory, for later passes, if they fit.</summary>
    public void Keep(long budgetBytes)
    {
        var rows = new RowBuffer(RowBytes);
        using IRowPass reader = Open();
        while (reader.TryRead(rows.Append()))
        {
            if (rows.Count > budgetBytes / RowBytes)
                return;
        }
        rows.RemoveLast();
        _kept = rows;
    }

    /// <summary>A pass over the rows; with a generator, in the view's own random order if it has one.</summary>
    public IRowPass Open(Random? order = null)
    {
        if (_kept is not null)
            return new BufferedRows(_kept, CheckAlive);
        ResetStatistics();
        List<DataViewSchema.Column> needed = [column.Bind(context, data.Schema)];
        if (column.Condition is { } condition)
            needed.Add(condition.Bind(context, data.Schema));
        // An image that cannot be read is told by the texts beside it, of which one is its path.
        if (column.IsImage)
            needed.AddRange(RowIdentification.ColumnsOf(data.Schema));
        DataViewRowCursor cursor = data.GetRowCursor(needed, data.CanShuffle ? order : null);
        try
        {
            return new Reader(this, cursor, RowExtractor.Create(context, column, support, cursor), Share is null ? null : cursor.GetIdGetter());
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
    }

    /// <summary>Reads every row once to count those that can be used.</summary>
    public long CountRows()
    {
        using IRowPass reader = Open();
        byte[] row = new byte[RowBytes];
        long count = 0;
        while (reader.TryRead(row))
            count++;
        return count;
    }

    /// <summary>The error for a pass that found nothing to use.</summary>
    public Exception NoRows(string what) => context.Except(FirstFault is null
        ? $"Column '{ColumnName}': the {what} data has no rows{(Share is null ? "" : $", as {nameof(VaeOptions.ValidationFraction)} parts them; choose another, or pass validation rows")}."
        : FormattableString.Invariant($"Column '{ColumnName}': the {what} data has no usable rows, {SkippedRows} were left out. The first: {FirstFault.Message}"));

    private sealed class Reader(RowSource source, DataViewRowCursor cursor, RowExtractor reader, ValueGetter<DataViewRowId>? id) : IRowPass
    {
        public bool TryRead(Span<byte> row)
        {
            while (true)
            {
                source.CheckAlive();
                if (!cursor.MoveNext())
                    return false;
                if (!IsWanted())
                    continue;
                if (reader.TryRead(row) is not { } fault)
                    return true;
                if (source.OnInvalidTrainingRow == InvalidRowBehavior.Throw)
                    throw fault;
                source.SkippedRows++;
                source.FirstFault ??= fault;
            }
        }

        public void Dispose() => cursor.Dispose();

        private bool IsWanted()
        {
            if (id is null)
                return true;
            DataViewRowId row = default;
            id(ref row);
            return source.Share!.Has(row);
        }
    }
}
