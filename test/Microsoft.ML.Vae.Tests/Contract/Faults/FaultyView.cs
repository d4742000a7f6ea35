using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract.Faults;

/// <summary>A view that is right, except for what a test replaces.</summary>
internal sealed class FaultyView(IDataView inner) : IDataView
{
    public Func<DataViewRowCursor, DataViewRowCursor> Cursor { get; init; } = cursor => cursor;

    public Func<DataViewRowCursor[], DataViewRowCursor[]> Set { get; init; } = set => set;

    /// <summary>Replaces the generator of one cursor.</summary>
    public Func<Random?, Random?> Generator { get; init; } = generator => generator;

    public Func<long?, long?> Count { get; init; } = count => count;

    public bool? Shuffles { get; init; }

    public DataViewSchema Schema => inner.Schema;

    public bool CanShuffle => Shuffles ?? inner.CanShuffle;

    public long? GetRowCount() => Count(inner.GetRowCount());

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewRowCursor cursor = inner.GetRowCursor(columnsNeeded, Generator(rand));
        try
        {
            return Cursor(cursor);
        }
        catch
        {
            cursor.Dispose();   // a fault leaves nothing else behind
            throw;
        }
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        Set(inner.GetRowCursorSet(columnsNeeded, n, rand));
}
