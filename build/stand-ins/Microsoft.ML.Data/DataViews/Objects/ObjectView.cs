using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A view over objects as they come. It cannot shuffle; it knows its row count where the objects are a collection.</summary>
internal sealed class ObjectView<TRow>(IHostEnvironment env, IEnumerable<TRow> rows, RowSchema rowSchema) : IDataView
    where TRow : class
{
    private readonly IHost _host = env.Register("StreamingDataView");

    public bool CanShuffle => false;

    public DataViewSchema Schema => rowSchema.Schema;

    public long? GetRowCount() => (rows as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
        new ObjectCursor<TRow>(_host, rows.GetEnumerator(), rowSchema, ActiveColumns.Of(columnsNeeded, Schema));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
