using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A view of some of the columns of another one.</summary>
internal sealed class SelectedColumnsView : IDataView, IRowToRowMapper
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly ColumnSelection _selection;

    public SelectedColumnsView(IHostEnvironment env, IDataView source, ColumnSelection selection)
    {
        _host = env.Register(nameof(SelectedColumnsView));
        _source = source;
        _selection = selection;
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _selection.OutputSchema;

    public DataViewSchema InputSchema => _selection.InputSchema;

    public DataViewSchema OutputSchema => _selection.OutputSchema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        return new Cursor(_host, _source.GetRowCursor(GetDependencies(columnsNeeded), rand), _selection, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        var inputs = _source.GetRowCursorSet(GetDependencies(columnsNeeded), n, rand);
        return Array.ConvertAll(inputs, input => new Cursor(_host, input, _selection, active));
    }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        _selection.GetDependencies(dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(input, _selection);

    private sealed class Row(DataViewRow input, ColumnSelection selection) : WrappingRow(input)
    {
        public override DataViewSchema Schema => selection.OutputSchema;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            Input.GetGetter<TValue>(selection.InputOf(column));
    }

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, ColumnSelection selection, bool[] active)
        : SynchronizedCursorBase(provider, input)
    {
        public override DataViewSchema Schema => selection.OutputSchema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            Input.GetGetter<TValue>(selection.InputOf(column));
    }
}
