namespace Microsoft.ML.Vae.Inputs;

/// <summary>One pass over the rows of a source with a cursor of its view.</summary>
internal sealed class ViewPass(RowSource source, DataViewRowCursor cursor, RowExtractor extractor, RowLocator locator) : IRowPass
{
    private readonly ValueGetter<DataViewRowId> _getId = cursor.GetIdGetter();

    public RowStatistics Statistics { get; private set; }

    public long Batch => cursor.Batch;

    /// <summary>Where the current row stands in the view.</summary>
    public RowPlace Place => locator.Find(Id(), cursor.Position);

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
            Statistics = Statistics.AfterFault(Statistics.FirstFault ?? Explain(fault), cursor.Batch);
        }
    }

    public void Dispose() => cursor.Dispose();

    private Exception Explain(RowFault fault) => fault.At(source.Context, Place);

    private bool IsWanted() => source.Share?.Has(Id()) != false;

    private DataViewRowId Id()
    {
        DataViewRowId id = default;
        _getId(ref id);
        return id;
    }
}
