namespace Microsoft.ML.Data;

/// <summary>The column type of a CLR type.</summary>
internal static class ColumnTypeExtensions
{
    /// <summary>The type of a column whose values are of a CLR type; null when there is none.</summary>
    public static PrimitiveDataViewType PrimitiveTypeFromTypeOrNull(Type type)
    {
        if (type == typeof(ReadOnlyMemory<char>) || type == typeof(string))
            return TextDataViewType.Instance;
        if (type == typeof(bool))
            return BooleanDataViewType.Instance;
        if (type == typeof(TimeSpan))
            return TimeSpanDataViewType.Instance;
        if (type == typeof(DateTime))
            return DateTimeDataViewType.Instance;
        if (type == typeof(DateTimeOffset))
            return DateTimeOffsetDataViewType.Instance;
        return type == typeof(DataViewRowId) ? RowIdDataViewType.Instance : NumberTypeFromTypeOrNull(type);
    }

    public static NumberDataViewType NumberTypeFromType(Type type)
        => NumberTypeFromTypeOrNull(type)
            ?? throw new InvalidOperationException($"Bad type in {nameof(ColumnTypeExtensions)}.{nameof(NumberTypeFromType)}: {type}");

    private static NumberDataViewType NumberTypeFromTypeOrNull(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => NumberDataViewType.SByte,
        TypeCode.Byte => NumberDataViewType.Byte,
        TypeCode.Int16 => NumberDataViewType.Int16,
        TypeCode.UInt16 => NumberDataViewType.UInt16,
        TypeCode.Int32 => NumberDataViewType.Int32,
        TypeCode.UInt32 => NumberDataViewType.UInt32,
        TypeCode.Int64 => NumberDataViewType.Int64,
        TypeCode.UInt64 => NumberDataViewType.UInt64,
        TypeCode.Single => NumberDataViewType.Single,
        TypeCode.Double => NumberDataViewType.Double,
        _ => null,
    };
}
