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

    public static MemberType Of(string member, Type rawType)
    {
        var type = Of(rawType);
        if (!type.IsKnown)
        {
            throw Contracts.ExceptParam(
                nameof(rawType), "Could not determine an IDataView type and registered custom types for member {0}", member);
        }
        return type;
    }

    public bool IsKnown => ColumnTypeExtensions.PrimitiveTypeFromTypeOrNull(ItemType) != null;

    public bool Fits(DataViewType column)
        => IsVector ? column is VectorDataViewType vector && vector.ItemType.RawType == ItemType : column.RawType == ItemType;
}
