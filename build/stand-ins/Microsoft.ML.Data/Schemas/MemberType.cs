using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>What a member's CLR type means as a column: a vector or not, of which raw items.</summary>
internal readonly record struct MemberType(bool IsVector, Type ItemType)
{
    /// <summary>Arrays and buffers are vectors; strings are text.</summary>
    public static MemberType Of(Type type)
    {
        var isBuffer = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>);
        var item = type.IsArray ? type.GetElementType() : isBuffer ? type.GetGenericArguments()[0] : type;
        return new MemberType(type.IsArray || isBuffer, item == typeof(string) ? typeof(ReadOnlyMemory<char>) : item);
    }

    /// <param name="member">The member's name.</param>
    /// <param name="rawType">Its type.</param>
    /// <param name="mark">Its attribute for a type that is not ML.NET's own.</param>
    public static MemberType Of(string member, Type rawType, DataViewTypeAttribute mark = null)
    {
        var type = Of(rawType);
        if (!type.IsKnown(mark))
        {
            throw Contracts.ExceptParam(
                nameof(rawType), "Could not determine an IDataView type and registered custom types for member {0}", member);
        }
        return type;
    }

    public bool IsKnown(DataViewTypeAttribute mark) =>
        ColumnTypeExtensions.PrimitiveTypeFromTypeOrNull(ItemType) != null || DataViewTypeManager.Find(ItemType, mark) != null;

    public bool Fits(DataViewType column)
        => IsVector ? column is VectorDataViewType vector && vector.ItemType.RawType == ItemType : column is not VectorDataViewType && column.RawType == ItemType;
}
