using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data.IO;

/// <summary>
/// How values of one column type are stored. A codec's definition is its name, the LEB128 length of its parameters, and those. A block of
/// values follows the codec's own layout.
/// </summary>
internal abstract class Codec
{
    public abstract DataViewType Type { get; }

    public abstract string Name { get; }

    /// <summary>The codec of a column type; null when such columns cannot be stored.</summary>
    public static Codec ForTypeOrNull(DataViewType type) => type switch
    {
        KeyDataViewType => Create(typeof(KeyCodec<>), type, ForTypeOrNull(ColumnTypeExtensions.NumberTypeFromType(type.RawType))),
        VectorDataViewType vector => ForTypeOrNull(vector.ItemType) is { } inner ? Create(typeof(VectorCodec<>), vector, inner) : null,
        _ => ScalarCodecs.ForTypeOrNull(type),
    };

    /// <summary>Stores the annotation of a kind as a block of one value.</summary>
    public abstract void WriteAnnotation(BinaryWriter writer, DataViewSchema.Annotations annotations, string kind);

    /// <summary>Reads a block of one value; gives the getter of an annotation.</summary>
    public abstract Delegate ReadAnnotation(BinaryReader reader);

    public void WriteDefinition(BinaryWriter writer)
    {
        using var parameters = new MemoryStream();
        using (var inner = new BinaryWriter(parameters))
            WriteParameters(inner);
        var bytes = parameters.ToArray();
        writer.Write(Name);
        writer.Write7BitEncodedInt64(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>Reads a definition; an unknown codec is passed over, and null.</summary>
    public static Codec ReadDefinitionOrNull(BinaryReader reader, IChannel ch)
    {
        var name = reader.ReadString();
        ch.CheckDecode(name.Length > 0, "Non-empty signature string expected");
        var length = reader.Read7BitEncodedInt64();
        var start = reader.BaseStream.Position;
        var codec = name switch
        {
            VectorCodecName => ReadVector(reader, ch),
            KeyCodecName => ReadKey(reader, ch),
            _ => ScalarCodecs.ForNameOrNull(name),
        };
        if (codec == null)
        {
            ch.Warning(MessageSensitivity.Unknown, "Did not recognize value codec signature '{0}'", name);
            reader.BaseStream.Position = start + length;
            return null;
        }
        var consumed = reader.BaseStream.Position - start;
        if (consumed != length)
            throw ch.ExceptDecode("Codec type definition supposedly has {0} bytes, but the handler consumed {1}", length, consumed);
        return codec;
    }

    protected const string VectorCodecName = "VBuffer";
    protected const string KeyCodecName = "Key2";

    protected virtual void WriteParameters(BinaryWriter writer)
    {
    }

    private static Codec ReadVector(BinaryReader reader, IChannel ch)
    {
        if (ReadDefinitionOrNull(reader, ch) is not { } inner)
            return null;
        var itemType = inner.Type as PrimitiveDataViewType;
        ch.CheckDecode(itemType != null);
        var rank = reader.ReadInt32();
        ch.CheckDecode(rank >= 0);
        var dimensions = new int[rank];
        for (var i = 0; i < rank; i++)
        {
            dimensions[i] = reader.ReadInt32();
            ch.CheckDecode(dimensions[i] >= 0);
        }
        return Create(typeof(VectorCodec<>), rank == 0 ? new VectorDataViewType(itemType) : new VectorDataViewType(itemType, dimensions), inner);
    }

    private static Codec ReadKey(BinaryReader reader, IChannel ch)
    {
        if (ReadDefinitionOrNull(reader, ch) is not { } inner)
            return null;
        ch.CheckDecode(KeyDataViewType.IsValidDataType(inner.Type.RawType));
        var count = reader.ReadUInt64();
        ch.CheckDecode(count > 0);
        return Create(typeof(KeyCodec<>), new KeyDataViewType(inner.Type.RawType, count), inner);
    }

    private static Codec Create(Type codec, DataViewType type, Codec inner)
        => (Codec)Activator.CreateInstance(codec.MakeGenericType(inner.Type.RawType), type, inner);
}
