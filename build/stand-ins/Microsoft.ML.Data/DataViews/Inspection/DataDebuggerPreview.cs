using System.Collections.Immutable;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Rows of a view as objects, by column and by row.</summary>
public sealed class DataDebuggerPreview
{
    internal DataDebuggerPreview(IDataView data, int maxRows)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckParam(maxRows >= 0, nameof(maxRows));
        Schema = data.Schema;
        var rows = ImmutableArray.CreateBuilder<RowInfo>();
        List<object>[] columns = [.. Schema.Select(_ => new List<object>())];
        using (var cursor = data.GetRowCursor(Schema))
        {
            Func<object>[] readers = [.. Schema.Select(column => ReaderOf(cursor, column))];
            while (rows.Count < maxRows && cursor.MoveNext())
            {
                // Each value twice, as in the original: no object stands in both views.
                rows.Add(new RowInfo([.. readers.Select((read, i) => KeyValuePair.Create(Schema[i].Name, read()))]));
                for (var i = 0; i < readers.Length; i++)
                    columns[i].Add(readers[i]());
            }
        }

        RowView = rows.ToImmutable();
        ColumnView = [.. Schema.Select(column => new ColumnInfo(column, [.. columns[column.Index]]))];
    }

    public DataViewSchema Schema { get; }

    public ImmutableArray<ColumnInfo> ColumnView { get; }

    public ImmutableArray<RowInfo> RowView { get; }

    public override string ToString() => $"{Schema.Count} columns, {RowView.Length} rows";

    private static Func<object> ReaderOf(DataViewRow row, DataViewSchema.Column column) =>
        column.Type.RawType.Call<DataViewRow, DataViewSchema.Column, Func<object>>(ReaderOf<int>, row, column);

    private static Func<object> ReaderOf<TValue>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<TValue>(column);
        return () =>
        {
            TValue value = default;
            getter(ref value);
            return value;
        };
    }

    /// <summary>A column and its values.</summary>
    public sealed class ColumnInfo
    {
        internal ColumnInfo(DataViewSchema.Column column, object[] values)
        {
            Column = column;
            Values = values;
        }

        public DataViewSchema.Column Column { get; }

        public object[] Values { get; }

        public override string ToString() => $"{Column.Name}: {Column.Type}";
    }

    /// <summary>The names and values of a row.</summary>
    public sealed class RowInfo
    {
        internal RowInfo(KeyValuePair<string, object>[] values) => Values = values;

        public KeyValuePair<string, object>[] Values { get; }

        public override string ToString() => $"{Values.Length} columns";
    }
}
