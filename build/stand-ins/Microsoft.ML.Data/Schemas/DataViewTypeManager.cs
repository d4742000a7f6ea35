using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Which .NET type, with which attribute, is held as which column type, beyond ML.NET's own: one to one, for the whole process.</summary>
public static class DataViewTypeManager
{
    private static readonly HashSet<Type> _ownTypes =
    [
        typeof(bool), typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(float), typeof(double), typeof(string), typeof(ReadOnlySpan<char>), typeof(ReadOnlyMemory<char>), typeof(VBuffer<>),
        typeof(Nullable<>), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DataViewRowId),
    ];

    private static readonly Lock _lock = new();
    private static readonly Dictionary<MarkedType, DataViewType> _columnTypes = [];
    private static readonly Dictionary<DataViewType, MarkedType> _markedTypes = [];

    /// <summary>Registering a pair again is allowed, registering either half with another one is not.</summary>
    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute typeAttribute = null)
    {
        var marked = new MarkedType(type, typeAttribute);
        lock (_lock)
        {
            if (_ownTypes.Contains(type))
            {
                throw Contracts.ExceptParam(
                    nameof(type), $"Type {type} has been registered as ML.NET's default supported type, so it can't not be registered again.");
            }
            CheckFree(marked, dataViewType);
            _columnTypes.TryAdd(marked, dataViewType);
            _markedTypes.TryAdd(dataViewType, marked);
        }
    }

    [Obsolete("This API is deprecated, please use the new form of Register which takes in a single DataViewTypeAttribute instead.", false)]
    public static void Register(DataViewType dataViewType, Type type, IEnumerable<Attribute> typeAttributes)
    {
        var attributes = typeAttributes?.ToArray() ?? [];
        if (attributes.Length > 1)
            throw Contracts.ExceptParam(nameof(type), $"Type {type} has too many attributes.");
        if (attributes is [not DataViewTypeAttribute])
            throw Contracts.ExceptParam(nameof(type), $"Type {type} has an attribute that is not of DataViewTypeAttribute.");
        Register(dataViewType, type, attributes.Length == 0 ? null : (DataViewTypeAttribute)attributes[0]);
    }

    internal static bool Knows(DataViewType dataViewType)
    {
        lock (_lock)
            return _markedTypes.ContainsKey(dataViewType);
    }

    /// <summary>The column type that was registered; null when there is none.</summary>
    internal static DataViewType Find(Type type, DataViewTypeAttribute attribute = null)
    {
        lock (_lock)
            return _columnTypes.GetValueOrDefault(new MarkedType(type, attribute));
    }

    private static void CheckFree(MarkedType marked, DataViewType columnType)
    {
        if (_columnTypes.TryGetValue(marked, out var otherColumn) && !otherColumn.Equals(columnType))
        {
            throw Contracts.ExceptParam(
                "type", $"Repeated type register. The raw type {marked.Type} has been associated with {otherColumn} "
                + $"so it cannot be associated with {columnType}.");
        }
        if (_markedTypes.TryGetValue(columnType, out var otherType) && otherType != marked)
        {
            throw Contracts.ExceptParam(
                "dataViewType", $"Repeated type register. The DataView type {columnType} has been associated with {otherType.Type} "
                + $"so it cannot be associated with {marked.Type}.");
        }
    }

    /// <summary>Attributes are the same where they say that they are.</summary>
    private readonly record struct MarkedType(Type Type, DataViewTypeAttribute Attribute);
}
