namespace Microsoft.ML.Data.IO;

/// <summary>Stores values that can be the items of a vector: any number of them in a block.</summary>
internal abstract class ItemCodec<T> : Codec<T>
{
    public abstract void Write(BinaryWriter writer, ReadOnlySpan<T> values);

    public abstract T[] Read(BinaryReader reader, int count);

    protected override void WriteValue(BinaryWriter writer, T value) => Write(writer, [value]);

    protected override T ReadValue(BinaryReader reader) => Read(reader, 1)[0];
}
