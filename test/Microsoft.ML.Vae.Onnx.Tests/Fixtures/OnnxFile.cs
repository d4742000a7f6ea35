using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML.Vae.Onnx.Tests.Fixtures;

/// <summary>What an ONNX file says, read field by field: the operators, the versions, and the names that must exist once.</summary>
internal sealed class OnnxFile
{
    public OnnxFile(byte[] file)
    {
        ILookup<int, object> model = Fields(file);
        FormatVersion = (long)(ulong)model[1].Single();
        ILookup<int, object>[] opsets = [.. model[8].Select(Message)];
        Opset = (long)(ulong)opsets.Single(opset => Text(opset[1]).Length == 0)[2].Single();
        ILookup<int, object> graph = Message(model[7].Single());
        Nodes = [.. graph[1].Select(node => new Node(Message(node)))];
        Initializers = [.. graph[5].Select(tensor => Text(Message(tensor)[8]))];
        Inputs = [.. graph[11].Select(port => Text(Message(port)[1]))];
        Outputs = [.. graph[12].Select(port => Text(Message(port)[1]))];
    }

    public long FormatVersion { get; }

    public long Opset { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public IReadOnlyList<string> Initializers { get; }

    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Outputs { get; }

    private static ILookup<int, object> Message(object bytes) => Fields((byte[])bytes);

    private static string Text(IEnumerable<object> values) => values.Select(value => Encoding.UTF8.GetString((byte[])value)).SingleOrDefault("");

    private static ILookup<int, object> Fields(ReadOnlySpan<byte> message)
    {
        List<(int Field, object Value)> fields = [];
        while (message.Length > 0)
        {
            ulong tag = Varint(ref message);
            (int field, int kind) = ((int)(tag >> 3), (int)(tag & 7));
            switch (kind)
            {
                case 0:
                    fields.Add((field, Varint(ref message)));
                    break;
                case 2:
                    int length = (int)Varint(ref message);
                    fields.Add((field, message[..length].ToArray()));
                    message = message[length..];
                    break;
                case 5:
                    fields.Add((field, BinaryPrimitives.ReadSingleLittleEndian(message)));
                    message = message[4..];
                    break;
                default:
                    throw new InvalidDataException($"Field {field} is of kind {kind}.");
            }
        }
        return fields.ToLookup(entry => entry.Field, entry => entry.Value);
    }

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    /// <summary>A node of the graph.</summary>
    internal sealed class Node(ILookup<int, object> fields)
    {
        public string Operation { get; } = Text(fields[4]);

        public string[] Inputs { get; } = [.. fields[1].Select(name => Encoding.UTF8.GetString((byte[])name))];

        public string[] Outputs { get; } = [.. fields[2].Select(name => Encoding.UTF8.GetString((byte[])name))];

        public string Domain { get; } = Text(fields[7]);

        public string[] Attributes { get; } = [.. fields[5].Select(attribute => Text(Message(attribute)[1]))];
    }
}
