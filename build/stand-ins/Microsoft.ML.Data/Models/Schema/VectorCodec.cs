using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data.IO;

/// <summary>
/// Parameters: the definition of the items' codec, 32-bit rank and dimensions (one dimension 0 for any length). Block: 32-bit number of vectors
/// (always one here), their common length (0 also for an empty vector, which is then followed by that length), the count of stored items (-1
/// when dense), the number of indices and those, then the items' block.
/// </summary>
internal sealed class VectorCodec<T> : Codec<VBuffer<T>>
{
    private const int Dense = -1;

    private readonly VectorDataViewType _type;
    private readonly ItemCodec<T> _inner;

    public VectorCodec(VectorDataViewType type, ItemCodec<T> inner)
    {
        _type = type;
        _inner = inner;
    }

    public override DataViewType Type => _type;

    public override string Name => VectorCodecName;

    protected override void WriteParameters(BinaryWriter writer)
    {
        _inner.WriteDefinition(writer);
        writer.Write(_type.Dimensions.Length);
        foreach (var dimension in _type.Dimensions)
            writer.Write(dimension);
    }

    protected override void WriteValue(BinaryWriter writer, VBuffer<T> value)
    {
        if (_type.IsKnownSize && value.Length != _type.Size)
            throw Contracts.Except("Length mismatch: expected {0} slots but got {1}", _type.Size, value.Length);
        writer.Write(1);
        writer.Write(value.Length);
        if (value.Length == 0)
            writer.Write(value.Length);
        writer.Write(value.IsDense ? Dense : value.GetValues().Length);
        writer.Write(value.GetIndices().Length);
        foreach (var index in value.GetIndices())
            writer.Write(index);
        _inner.Write(writer, value.GetValues());
    }

    protected override VBuffer<T> ReadValue(BinaryReader reader)
    {
        Contracts.CheckDecode(reader.ReadInt32() == 1);
        var length = reader.ReadInt32();
        Contracts.CheckDecode(_type.IsKnownSize ? length == _type.Size : length >= 0);
        if (length == 0)
            Contracts.CheckDecode(reader.ReadInt32() == 0);
        var stored = reader.ReadInt32();
        Contracts.CheckDecode(stored == Dense || (stored >= 0 && stored < length));
        var indices = ReadIndices(reader, length);
        Contracts.CheckDecode(indices.Length == Math.Max(stored, 0));
        return stored == Dense
            ? new VBuffer<T>(length, _inner.Read(reader, length))
            : new VBuffer<T>(length, stored, _inner.Read(reader, stored), indices);
    }

    /// <summary>Each call fills the caller's buffer.</summary>
    protected override ValueGetter<VBuffer<T>> Getter(VBuffer<T> value)
        => (ref VBuffer<T> target) => value.CopyTo(ref target);

    private static int[] ReadIndices(BinaryReader reader, int length)
    {
        var count = reader.ReadInt32();
        Contracts.CheckDecode(count >= 0 && count <= length);
        var indices = new int[count];
        var previous = -1;
        for (var i = 0; i < count; i++)
        {
            indices[i] = reader.ReadInt32();
            Contracts.CheckDecode(previous < indices[i] && indices[i] < length);
            previous = indices[i];
        }
        return indices;
    }
}
