using System.Globalization;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>The names of a key column's values, in their order.</summary>
internal sealed class KeyNames(IReadOnlyList<string> names) : IEquatable<KeyNames>
{
    /// <summary>ML.NET's annotation.</summary>
    public const string Kind = "KeyValues";

    private const int MostInMessages = 10;

    /// <summary>What a Boolean column's values are called.</summary>
    public static KeyNames OfBoolean { get; } = new([bool.FalseString, bool.TrueString]);

    public IReadOnlyList<string> All => names;

    public string this[int index] => names[index];

    /// <summary>The names that a schema has for a key column's values; null without any.</summary>
    public static KeyNames? Of(DataViewSchema.Column column)
    {
        if (column.Type is not KeyDataViewType key || column.Annotations.Schema.GetColumnOrNull(Kind) is not { } annotation
            || annotation.Type is not VectorDataViewType vector)
            return null;
        string[]? names = Type.GetTypeCode(vector.ItemType.RawType) switch
        {
            TypeCode.Single => Read<float>(column),
            TypeCode.Double => Read<double>(column),
            TypeCode.SByte => Read<sbyte>(column),
            TypeCode.Byte => Read<byte>(column),
            TypeCode.Int16 => Read<short>(column),
            TypeCode.UInt16 => Read<ushort>(column),
            TypeCode.Int32 => Read<int>(column),
            TypeCode.UInt32 => Read<uint>(column),
            TypeCode.Int64 => Read<long>(column),
            TypeCode.UInt64 => Read<ulong>(column),
            _ when vector.ItemType is TextDataViewType => Read<ReadOnlyMemory<char>>(column),
            _ => null,
        };
        bool isComplete = names is not null && (ulong)names.Length == key.Count && names.Distinct().Count() == names.Length;
        return isComplete ? new KeyNames(names!) : null;
    }

    /// <summary>The number, from 1, of a name; 0 for an unknown one.</summary>
    public uint NumberOf(string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return (uint)i + 1;
        }
        return 0;
    }

    /// <summary>The numbers of other names here.</summary>
    public uint[] NumbersOf(KeyNames others)
    {
        Dictionary<string, uint> numbers = [];
        foreach (string name in names)
            numbers.Add(name, (uint)numbers.Count + 1);
        return [.. others.All.Select(name => numbers.GetValueOrDefault(name))];
    }

    public bool Equals(KeyNames? other) => other is not null && names.SequenceEqual(other.All);

    public override bool Equals(object? obj) => Equals(obj as KeyNames);

    public override int GetHashCode() => names.Count == 0 ? 0 : names[0].GetHashCode(StringComparison.Ordinal);

    public override string ToString() =>
        string.Join(", ", names.Take(MostInMessages).Select(name => $"'{name}'")) + (names.Count > MostInMessages ? ", …" : "");

    private static string[] Read<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(Kind, ref values);
        return [.. values.DenseValues().Select(value => string.Create(CultureInfo.InvariantCulture, $"{value}"))];
    }
}
