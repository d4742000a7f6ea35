namespace Microsoft.ML.Data.IO;

/// <summary>Parameters: the definition of the number's codec, 64-bit count. Block: as of the number.</summary>
internal sealed class KeyCodec<T> : ItemCodec<T>
    where T : unmanaged
{
    private readonly KeyDataViewType _type;
    private readonly ItemCodec<T> _inner;

    public KeyCodec(KeyDataViewType type, ItemCodec<T> inner)
    {
        _type = type;
        _inner = inner;
    }

    public override DataViewType Type => _type;

    public override string Name => KeyCodecName;

    public override void Write(BinaryWriter writer, ReadOnlySpan<T> values) => _inner.Write(writer, values);

    public override T[] Read(BinaryReader reader, int count) => _inner.Read(reader, count);

    protected override void WriteParameters(BinaryWriter writer)
    {
        _inner.WriteDefinition(writer);
        writer.Write(_type.Count);
    }
}
