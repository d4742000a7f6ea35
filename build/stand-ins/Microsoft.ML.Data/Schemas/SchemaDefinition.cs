using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Which members of a class are columns, under which names and of which types.</summary>
public sealed partial class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    /// <summary>Which way values go between objects and columns.</summary>
    [Flags]
    public enum Direction
    {
        Read = 1,
        Write = 2,
        Both = Read | Write,
    }

    public Column this[string columnName]
    {
        get => Find(c => c.ColumnName == columnName);
        set
        {
            Contracts.CheckValue(value, nameof(value));
            if (value.ColumnName != columnName)
            {
                throw Contracts.ExceptParam(
                    nameof(columnName), "The column name is specified as '{0}' but must match the selector '{1}'.",
                    value.ColumnName, columnName);
            }
            var index = FindIndex(c => c.ColumnName == columnName);
            if (index >= 0)
                this[index] = value;
            else
                Add(value);
        }
    }

    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        Contracts.CheckValue(userType, nameof(userType));
        var definition = new SchemaDefinition();
        foreach (var member in ColumnMembers.Of(userType, direction))
        {
            ColumnMembers.Mark(member)?.Register();
            var name = ColumnMembers.ColumnName(member);
            // The order of members is not defined, so one column hiding another would not be either.
            if (definition[name] != null)
                throw Contracts.ExceptParam(nameof(userType), "Duplicate column name '{0}' detected, this is disallowed", name);
            definition.Add(new Column(member.Name, ColumnMembers.ColumnType(member), name));
        }
        return definition;
    }

    /// <summary>The members of a class for the columns of a schema, with the schema's types and annotations.</summary>
    internal static SchemaDefinition Create<TRow>(IExceptionContext ectx, DataViewSchema schema)
    {
        var definition = Create(typeof(TRow), Direction.Read);
        foreach (var column in schema)
        {
            var member = definition[column.Name] ?? throw ectx.Except($"Type should contain a member named {column.Name}");
            member.ColumnType = column.Type;
            member.CopyAnnotations(column.Annotations);
        }
        return definition;
    }
}
