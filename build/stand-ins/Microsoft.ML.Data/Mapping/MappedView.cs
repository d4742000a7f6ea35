using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A view with the columns of a row mapper added. The built-in transforms and scorers are made of it.</summary>
internal sealed class MappedView : IDataView, IRowToRowMapper
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly IRowMapper _mapper;
    private readonly ColumnBindings _bindings;

    public MappedView(IHostEnvironment env, IDataView source, IRowMapper mapper)
    {
        _host = env.Register(nameof(MappedView));
        _source = source;
        _mapper = mapper;
        _bindings = new ColumnBindings(source.Schema, mapper.OutputColumns);
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _bindings.Schema;

    public DataViewSchema InputSchema => _source.Schema;

    public DataViewSchema OutputSchema => _bindings.Schema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        var usedRand = CanShuffle ? rand : null;
        return ConsolidatingCursor.CreateOrNull(_host, this, columnsNeeded, usedRand)
            ?? CursorOver(_source.GetRowCursor(_bindings.GetDependencies(_mapper, active), usedRand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        var inputs = _source.GetRowCursorSet(_bindings.GetDependencies(_mapper, active), n, rand);
        if (inputs.Length == 1 && n > 1 && _bindings.ActiveAdded(active).Contains(true))
            inputs = SplitCursor.Split(_host, inputs[0], n);
        return Array.ConvertAll(inputs, input => CursorOver(input, active));
    }

    IEnumerable<DataViewSchema.Column> IRowToRowMapper.GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        _bindings.GetDependencies(_mapper, ActiveColumns.Of(dependingColumns, Schema));

    DataViewRow IRowToRowMapper.GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        _host.CheckValue(input, nameof(input));
        _host.CheckValue(activeColumns, nameof(activeColumns));
        _host.Check(input.Schema == InputSchema, "Schema of input row must be the same as the schema the mapper is bound to");
        var active = ActiveColumns.Of(activeColumns, Schema);
        var getters = _mapper.CreateGetters(input, _bindings.ActiveAdded(active), out var disposer);
        return new MappedRow(input, _bindings, getters, disposer);
    }

    private MappedCursor CursorOver(DataViewRowCursor input, bool[] active)
    {
        var getters = _mapper.CreateGetters(input, _bindings.ActiveAdded(active), out var disposer);
        return new MappedCursor(_host, input, _bindings, active, getters, disposer);
    }
}
