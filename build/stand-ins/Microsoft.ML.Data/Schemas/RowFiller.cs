using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Fills the members of objects with the values of rows.</summary>
internal sealed class RowFiller<TRow>
    where TRow : class
{
    private readonly List<BoundColumn> _bound = [];
    private readonly IHost _host;

    private RowFiller(IHost host, DataViewSchema schema, IEnumerable<ColumnBinding> bindings, bool ignoreMissingColumns)
    {
        _host = host;
        foreach (var binding in bindings)
        {
            if (schema.GetColumnOrNull(binding.Name) is not { } column)
            {
                if (ignoreMissingColumns)
                    continue;
                throw host.ExceptSchemaMismatch("Schema", "", binding.Name);
            }
            if (!MemberType.Of(binding.ClrType).Fits(column.Type))
            {
                throw host.Except(
                    "Can't bind the IDataView column '{0}' of type '{1}' to field or property '{2}' of type '{3}'.",
                    binding.Name, column.Type, binding.MemberName, binding.ClrType.FullName);
            }
            _bound.Add(new BoundColumn(column, binding));
        }
    }

    /// <summary>What a row must have active.</summary>
    public IEnumerable<DataViewSchema.Column> Columns => _bound.Select(item => item.Column);

    public static RowFiller<TRow> Create(
        IHostEnvironment env, DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition definition)
    {
        if (definition == null)
        {
            foreach (var member in ColumnMembers.Of(typeof(TRow), SchemaDefinition.Direction.Write))
                CheckMember(member, schema);
        }
        var bindings = RowSchema.Create(typeof(TRow), definition, SchemaDefinition.Direction.Write).Columns;
        return new RowFiller<TRow>(env.Register("TypedCursorable"), schema, bindings, ignoreMissingColumns);
    }

    /// <summary>The way to fill an object with what are then the row's values.</summary>
    public Action<TRow> Bind(DataViewRow row)
    {
        _bound.ForEach(CheckIsRegistered);
        var setters = _bound.ConvertAll(
            item => item.Member.ClrType.Call<DataViewRow, BoundColumn, Action<TRow>>(ValueSetters<TRow>.Create<int>, row, item));
        return target => setters.ForEach(set => set(target));
    }

    private void CheckIsRegistered(BoundColumn item)
    {
        if (!item.Column.Type.IsCacheable() && !DataViewTypeManager.Knows(item.Column.Type))
            throw _host.ExceptNotImpl("Type '{0}' is not yet supported.", item.Member.ClrType.FullName);
    }

    private static void CheckMember(MemberInfo member, DataViewSchema schema)
    {
        var type = MemberType.Of(ColumnMembers.ClrType(member));
        if (type.IsKnown(ColumnMembers.Mark(member)))
            return;
        var name = ColumnMembers.ColumnName(member);
        var expected = schema[schema.GetColumnOrNull(name)?.Index ?? -1].Type.RawType;
        if (type.ItemType != expected)
        {
            throw Contracts.ExceptParam(
                "actualType", $"The expected type '{expected}' does not match the type of the '{name}' member: '{type.ItemType}'. "
                + $"Please change the {name} member to '{expected}'");
        }
    }
}
