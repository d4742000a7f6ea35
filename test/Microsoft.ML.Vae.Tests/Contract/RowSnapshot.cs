using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>What a cursor said of one row; <see cref="Values"/> are by column index, null where none was asked for.</summary>
internal sealed record RowSnapshot(DataViewRowId Id, long Position, long Batch, object?[] Values)
{
    public static List<RowSnapshot> ReadAll(IDataView view) => Read(view.GetRowCursor(view.Schema), view.Schema);

    /// <summary>Reads to the end and disposes the cursor.</summary>
    public static List<RowSnapshot> Read(DataViewRowCursor cursor, IEnumerable<DataViewSchema.Column> columns)
    {
        using (cursor)
        {
            Func<RowSnapshot> reader = Reader(cursor, columns);
            var rows = new List<RowSnapshot>();
            while (cursor.MoveNext())
                rows.Add(reader());
            return rows;
        }
    }

    public static Func<RowSnapshot> Reader(DataViewRow row, IEnumerable<DataViewSchema.Column> columns)
    {
        (int Index, Func<object> Read)[] readers = [.. columns.Select(column => (column.Index, ColumnValue.Reader(row, column)))];
        ValueGetter<DataViewRowId> id = row.GetIdGetter();
        return () =>
        {
            DataViewRowId current = default;
            id(ref current);
            object?[] values = new object?[row.Schema.Count];
            foreach ((int index, Func<object> read) in readers)
                values[index] = read();
            return new RowSnapshot(current, row.Position, row.Batch, values);
        };
    }

    /// <summary>The same rows by id, whatever their order; an id that occurs twice breaks the rule.</summary>
    public static Dictionary<DataViewRowId, RowSnapshot> ById(IEnumerable<RowSnapshot> rows, ContractRule rule)
    {
        var byId = new Dictionary<DataViewRowId, RowSnapshot>();
        foreach (RowSnapshot row in rows)
            ContractException.Require(byId.TryAdd(row.Id, row), rule, $"two rows have the id {row.Id}.");
        return byId;
    }
}
