using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The row of an engine's current input object; its position counts the objects.</summary>
internal sealed class InputRow<TSrc> : DataViewRow
    where TSrc : class
{
    private readonly IHost _host;
    private readonly RowGetters<TSrc> _getters;
    private TSrc _current;
    private long _position = -1;

    public InputRow(IHostEnvironment env, SchemaDefinition definition)
    {
        _host = env.Register("Row");
        var schema = RowSchema.Create(typeof(TSrc), definition, SchemaDefinition.Direction.Read);
        Schema = schema.Schema;
        _getters = new RowGetters<TSrc>(_host, schema, [.. schema.Columns.Select(_ => true)], Current);
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    public void MoveTo(TSrc next)
    {
        _host.CheckValue(next, nameof(next));
        _current = next;
        _position++;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => _getters.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _getters.GetGetter<TValue>(column);

    private TSrc Current()
    {
        _host.Check(_position >= 0, CursorState.NoRow);
        return _current;
    }
}
