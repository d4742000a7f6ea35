using System.Runtime.InteropServices;

namespace Microsoft.ML.Data.IO;

/// <summary>Block: the values one after another, little-endian.</summary>
internal sealed class FixedSizeCodec<T> : ItemCodec<T>
    where T : unmanaged
{
    public FixedSizeCodec(DataViewType type) => Type = type;

    public override DataViewType Type { get; }

    public override string Name => typeof(T).Name;

    public override void Write(BinaryWriter writer, ReadOnlySpan<T> values) => writer.Write(MemoryMarshal.AsBytes(values));

    public override T[] Read(BinaryReader reader, int count)
    {
        var values = new T[count];
        reader.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
