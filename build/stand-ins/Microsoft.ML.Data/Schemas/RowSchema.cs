using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A class as a schema: its columns in order, each bound to a member.</summary>
internal sealed class RowSchema
{
    private RowSchema(IEnumerable<ColumnBinding> columns)
    {
        Columns = [.. columns];
        var builder = new DataViewSchema.Builder();
        foreach (var column in Columns)
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        Schema = builder.ToSchema();
    }

    public IReadOnlyList<ColumnBinding> Columns { get; }

    public DataViewSchema Schema { get; }

    /// <summary>By the class's own attributes unless there is a definition.</summary>
    public static RowSchema Create(Type userType, SchemaDefinition definition, SchemaDefinition.Direction direction)
    {
        var columns = definition ?? SchemaDefinition.Create(userType, direction);
        return new RowSchema(columns.Select(column => Bind(userType, column)));
    }

    private static ColumnBinding Bind(Type userType, SchemaDefinition.Column column)
    {
        var member = (MemberInfo)userType.GetField(column.MemberName) ?? userType.GetProperty(column.MemberName);
        if (member == null)
        {
            throw Contracts.ExceptParam(
                "userSchemaDefinition", "No field or property with name '{0}' found in type '{1}'", column.MemberName, userType.FullName);
        }
        var name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        var memberType = MemberType.Of(member.Name, ColumnMembers.ClrType(member), ColumnMembers.Mark(member));
        if (column.ColumnType != null)
            CheckType(name, column, memberType);
        return new ColumnBinding(name, column.ColumnType ?? ColumnMembers.ColumnType(member), member, column.Annotations);
    }

    private static void CheckType(string name, SchemaDefinition.Column column, MemberType member)
    {
        var vector = column.ColumnType as VectorDataViewType;
        if (member.IsVector != (vector != null))
        {
            throw Contracts.ExceptParam(
                "userSchemaDefinition", "Column '{0}' is supposed to be {1}, but type of associated field '{2}' is {3}",
                name, vector != null ? "vector" : "scalar", column.MemberName, member.IsVector ? "vector" : "scalar");
        }
        var itemType = vector?.ItemType ?? column.ColumnType;
        if (itemType.RawType != member.ItemType)
        {
            throw Contracts.ExceptParam(
                "userSchemaDefinition", "Column '{0}' is supposed to have item type {1}, but associated field has type {2}",
                name, itemType.RawType, member.ItemType);
        }
    }
}
