using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Makes a member of an unsigned type a key: one of a known number of values, counted from zero in the member.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class KeyTypeAttribute : Attribute
{
    public KeyTypeAttribute()
        => throw Contracts.Mark(new NotSupportedException("Using KeyType without the Count parameter is not supported"));

    public KeyTypeAttribute(ulong count) => Count = count;

    internal ulong Count { get; }
}
