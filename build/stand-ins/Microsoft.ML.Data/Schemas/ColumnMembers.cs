using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The members of a class that are columns, and what their attributes say.</summary>
internal static class ColumnMembers
{
    private const BindingFlags PublicInstance = BindingFlags.Public | BindingFlags.Instance;

    public static IEnumerable<MemberInfo> Of(Type userType, SchemaDefinition.Direction direction)
    {
        var properties = userType.GetProperties(PublicInstance)
            .Where(p => p.GetIndexParameters().Length == 0)
            .Where(p => (direction.HasFlag(SchemaDefinition.Direction.Read) && p.GetGetMethod() != null)
                || (direction.HasFlag(SchemaDefinition.Direction.Write) && p.GetSetMethod() != null));
        return userType.GetFields(PublicInstance).Concat<MemberInfo>(properties)
            .Where(m => m.GetCustomAttribute<NoColumnAttribute>() == null);
    }

    public static string ColumnName(MemberInfo member) => member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;

    public static Type ClrType(MemberInfo member)
        => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>The member's attribute for a type that is not ML.NET's own; null when there is none.</summary>
    public static DataViewTypeAttribute Mark(MemberInfo member)
    {
        var marks = member.GetCustomAttributes().OfType<DataViewTypeAttribute>();
        return marks.Count() < 2 ? marks.FirstOrDefault() : throw Contracts.ExceptParam(
            "userType", "Member {0} cannot be marked with multiple attributes, {1}, derived from {2}.",
            member.Name, marks, typeof(DataViewTypeAttribute));
    }

    public static DataViewType ColumnType(MemberInfo member)
    {
        var mark = Mark(member);
        var type = MemberType.Of(member.Name, ClrType(member), mark);
        if (DataViewTypeManager.Find(type.ItemType, mark) is { } registered)
            return registered;
        var itemType = ItemType(member, type.ItemType);
        var vector = member.GetCustomAttribute<VectorTypeAttribute>();
        if (type.IsVector)
            return vector?.Dims is { Length: > 0 } dims ? new VectorDataViewType(itemType, dims) : new VectorDataViewType(itemType);
        if (vector != null)
        {
            throw Contracts.ExceptParam(
                "userType", $"Member {member.Name} marked with {nameof(VectorTypeAttribute)}, but does not appear to be a vector type");
        }
        return itemType;
    }

    private static PrimitiveDataViewType ItemType(MemberInfo member, Type rawType)
    {
        if (member.GetCustomAttribute<KeyTypeAttribute>() is not { } key)
            return ColumnTypeExtensions.PrimitiveTypeFromTypeOrNull(rawType);
        if (!KeyDataViewType.IsValidDataType(rawType))
        {
            throw Contracts.ExceptParam(
                "userType", "Member {0} marked with KeyType attribute, but does not appear to be a valid kind of data for a key type",
                member.Name);
        }
        return new KeyDataViewType(rawType, key.Count);
    }
}
