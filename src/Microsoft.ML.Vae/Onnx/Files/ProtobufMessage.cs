using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML.Vae.Onnx.Files;

/// <summary>
/// A message of Protocol Buffers: fields one after another, each with a tag, and the length of those that hold others. Large data are
/// written from where they lie.
/// </summary>
/// <remarks>
/// ONNX takes varints, 32-bit numbers and lengths of this format: less code than to call a library for it, and nothing that an application
/// must carry or keep at one version. Google.Protobuf comes along with TorchSharp, but ML.NET's converter asks for a later one than
/// TorchSharp; classes generated for ONNX's messages would fix its least version, and their <c>bytes</c> fields hold copies of all weights.
/// </remarks>
internal sealed class ProtobufMessage
{
    private const int Varint = 0;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly List<object> _parts = [];   // byte[] or Action<Stream>

    public long Length { get; private set; }

    public ProtobufMessage Add(int field, long value) => Append(Encode(Tag(field, Varint), unchecked((ulong)value)));

    public ProtobufMessage Add(int field, float value)
    {
        byte[] bytes = [.. Encode(Tag(field, Fixed32)), 0, 0, 0, 0];
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(bytes.Length - sizeof(float)), value);
        return Append(bytes);
    }

    public ProtobufMessage Add(int field, string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        return Append([.. Encode(Tag(field, Delimited), (ulong)text.Length), .. text]);
    }

    public ProtobufMessage Add(int field, ProtobufMessage value)
    {
        Append(Encode(Tag(field, Delimited), (ulong)value.Length));
        _parts.AddRange(value._parts);
        Length += value.Length;
        return this;
    }

    /// <summary>Bytes that are written when the message is.</summary>
    public ProtobufMessage Add(int field, long length, Action<Stream> write)
    {
        Append(Encode(Tag(field, Delimited), (ulong)length));
        _parts.Add(write);
        Length += length;
        return this;
    }

    public ProtobufMessage AddAll(int field, IEnumerable<long> values) =>
        values.Aggregate(this, (message, value) => message.Add(field, value));

    public void WriteTo(Stream stream)
    {
        foreach (object part in _parts)
        {
            if (part is byte[] bytes)
                stream.Write(bytes);
            else
                ((Action<Stream>)part)(stream);
        }
    }

    private ProtobufMessage Append(byte[] bytes)
    {
        _parts.Add(bytes);
        Length += bytes.Length;
        return this;
    }

    private static ulong Tag(int field, int kind) => (ulong)((field << 3) | kind);

    private static byte[] Encode(params ReadOnlySpan<ulong> values)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (ulong value in values)
        {
            ulong rest = value;
            for (; rest >= 0x80; rest >>= 7)
                bytes.Write([(byte)(rest | 0x80)]);
            bytes.Write([(byte)rest]);
        }
        return bytes.WrittenSpan.ToArray();
    }
}
