using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Data;

namespace Microsoft.ML.Vae.Tool.Output;

/// <summary>Columns of a view under other names, behind the name and the class of each row.</summary>
internal sealed class NamedRows : IDataView
{
    public const string NameColumn = "name";
    public const string ClassColumn = "class";

    private readonly IDataView _view;
    private readonly DataViewSchema.Column[] _sources;
    private readonly Func<int, string>[] _texts;
    private readonly CancellationToken _cancellation;

    public NamedRows(
        IDataView view, DataRows rows, IReadOnlyList<(string Column, string Name)> columns, CancellationToken cancellation)
    {
        (_view, _cancellation) = (view, cancellation);
        _sources = [.. columns.Select(pair => view.Schema[pair.Column])];
        _texts = rows.Label is { } label ? [rows.Name, label] : [rows.Name];
        var builder = new DataViewSchema.Builder();
        foreach (var name in new[] { NameColumn, ClassColumn }.Take(_texts.Length))
            builder.AddColumn(name, TextDataViewType.Instance);
        for (var i = 0; i < _sources.Length; i++)
            builder.AddColumn(columns[i].Name, _sources[i].Type);
        Schema = builder.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    /// <summary>How many rows cursors have read.</summary>
    public long RowsRead { get; private set; }

    public long? GetRowCount() => _view.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(
        this, _view.GetRowCursor(columnsNeeded.Where(column => column.Index >= _texts.Length)
            .Select(column => _sources[column.Index - _texts.Length])));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(NamedRows rows, DataViewRowCursor source) : DataViewRowCursor
    {
        public override DataViewSchema Schema => rows.Schema;

        public override long Position => source.Position;

        public override long Batch => source.Batch;

        public override bool MoveNext()
        {
            rows._cancellation.ThrowIfCancellationRequested();
            if (!source.MoveNext())
                return false;
            rows.RowsRead++;
            return true;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) =>
            column.Index < rows._texts.Length || source.IsColumnActive(rows._sources[column.Index - rows._texts.Length]);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (column.Index >= rows._texts.Length)
                return source.GetGetter<TValue>(rows._sources[column.Index - rows._texts.Length]);
            var text = rows._texts[column.Index];
            return (ValueGetter<TValue>)(Delegate)(ValueGetter<ReadOnlyMemory<char>>)(
                (ref ReadOnlyMemory<char> value) => value = text((int)source.Position).AsMemory());
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
