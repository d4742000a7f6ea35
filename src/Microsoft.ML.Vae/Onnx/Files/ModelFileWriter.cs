using System.Globalization;
using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Onnx.Graphs;
using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML.Vae.Onnx.Files;

/// <summary>
/// Writes a graph as an ONNX file (onnx.proto, version 8 of the format), whose numbers of fields stand here and nowhere else. The first
/// dimension of every input and output is the symbol <c>batch</c>.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="name">The graph's name.</param>
/// <param name="inputs">Its inputs; those that no output needs are left out.</param>
/// <param name="outputs">Its outputs.</param>
internal sealed class ModelFileWriter(
    OnnxGraph graph, string name, IReadOnlyList<ModelPort> inputs, IReadOnlyList<ModelPort> outputs)
{
    public const int Opset = 17;

    private const int FormatVersion = 8;
    private const string Batch = "batch";
    private const string DataSuffix = ".data";
    private const int Alignment = 4096;   // of external data, so that they can be mapped into memory
    private const string HalfSuffix = ".half";

    /// <summary>The largest message that Protocol Buffers allow; beyond, weights are written into a second file.</summary>
    public long MostBytes { get; set; } = int.MaxValue;

    /// <summary>Whether weights are stored in half precision. They are computed with in single precision.</summary>
    public bool InHalf { get; init; }

    /// <summary>What else the file says, in this order.</summary>
    public IReadOnlyList<(string Key, string Value)> Metadata { get; init; } = [];

    /// <summary>The inputs of the file.</summary>
    public IReadOnlyList<ModelPort> Inputs => Needed(new GraphPart(graph, [.. outputs.Select(output => output.Value)]));

    /// <summary>The outputs of the file.</summary>
    public IReadOnlyList<ModelPort> Outputs => outputs;

    /// <summary>Writes the file, and a second one beside it if there is more than <see cref="MostBytes"/>.</summary>
    public void Write(string path)
    {
        var part = new GraphPart(graph, [.. outputs.Select(output => output.Value)]);
        ProtobufMessage model = Model(part, null);
        if (model.Length > MostBytes)
        {
            string dataPath = path + DataSuffix;
            (Dictionary<string, long> offsets, long length) = Place(part);
            AtomicFile.Write(dataPath, stream => WriteData(part, offsets, stream), stream => CheckLength(stream, length));
            model = Model(part, new ExternalData(Path.GetFileName(dataPath), offsets));
        }
        AtomicFile.Write(path, model.WriteTo, stream => CheckLength(stream, model.Length));
    }

    /// <summary>Writes the file, whatever its size.</summary>
    public void Write(Stream stream) => Model(new GraphPart(graph, [.. outputs.Select(output => output.Value)]), null).WriteTo(stream);

    private ProtobufMessage Model(GraphPart part, ExternalData? external)
    {
        ProtobufMessage model = new ProtobufMessage()
            .Add(1, FormatVersion)
            .Add(8, new ProtobufMessage().Add(1, "").Add(2, Opset))
            .Add(2, "Microsoft.ML.Vae")
            .Add(3, LibraryVersion)
            .Add(7, Graph(part, external));
        foreach ((string key, string value) in Metadata)
            model.Add(14, Entry(key, value));
        return model;
    }

    public static string LibraryVersion { get; } = typeof(VaeTransformer).Assembly
        .GetCustomAttributes(typeof(System.Reflection.AssemblyInformationalVersionAttribute), false)
        .OfType<System.Reflection.AssemblyInformationalVersionAttribute>().Single().InformationalVersion.Split('+')[0];

    private ProtobufMessage Graph(GraphPart part, ExternalData? external)
    {
        // Outputs are named as columns, be they made by a node of their own or not.
        var names = new Dictionary<string, string>();
        var copies = new List<GraphNode>();
        foreach (ModelPort output in outputs)
        {
            bool isMadeHere = part.Nodes.Any(node => node.Output == output.Value.Name);
            if (!isMadeHere || !names.TryAdd(output.Value.Name, output.Name))
                copies.Add(new GraphNode("Identity", [output.Value.Name], output.Name, []));
        }
        HashSet<string> taken = [.. inputs.Concat(outputs).Select(port => port.Name)];
        string NameOf(string value) => names.TryGetValue(value, out string? known) ? known : names[value] = Free(value);
        string Free(string value) => taken.Add(value) || inputs.Any(input => input.Value.Name == value) ? value : Free(value + "_");

        var message = new ProtobufMessage();
        foreach (GraphConstant constant in part.Constants.Where(IsHalf))
        {
            var toSingle = new GraphNode("Cast", [constant.Name + HalfSuffix], constant.Name, [("to", (long)ElementType.Single)]);
            message.Add(1, Node(toSingle, NameOf));
        }
        foreach (GraphNode node in part.Nodes)
            message.Add(1, Node(node, NameOf));
        foreach (GraphNode copy in copies)
            message.Add(1, Node(copy, value => value == copy.Output ? value : NameOf(value)));
        message.Add(2, name);
        foreach (GraphConstant constant in part.Constants)
            message.Add(5, Initializer(constant, NameOf, external));
        foreach (ModelPort input in Needed(part))
            message.Add(11, Port(input));
        foreach (ModelPort output in outputs)
            message.Add(12, Port(output));
        return message;
    }

    private IReadOnlyList<ModelPort> Needed(GraphPart part) => [.. inputs.Where(input => part.Needed.Contains(input.Value.Name))];

    private static ProtobufMessage Node(GraphNode node, Func<string, string> nameOf)
    {
        var message = new ProtobufMessage();
        foreach (string input in node.Inputs)
            message.Add(1, nameOf(input));
        message.Add(2, nameOf(node.Output)).Add(4, node.Operation);
        foreach ((string attribute, object value) in node.Attributes)
            message.Add(5, Attribute(attribute, value));
        return message;
    }

    private static ProtobufMessage Attribute(string name, object value)
    {
        ProtobufMessage message = new ProtobufMessage().Add(1, name);
        return value switch
        {
            float number => message.Add(2, number).Add(20, 1),
            long number => message.Add(3, number).Add(20, 2),
            string text => message.Add(4, text).Add(20, 3),
            _ => message.AddAll(8, (long[])value).Add(20, 7),
        };
    }

    private ProtobufMessage Initializer(GraphConstant constant, Func<string, string> nameOf, ExternalData? external)
    {
        ElementType type = TypeOf(constant);
        string stored = IsHalf(constant) ? constant.Name + HalfSuffix : constant.Name;
        ProtobufMessage message = new ProtobufMessage().AddAll(1, constant.Data.Shape).Add(2, (long)type).Add(8, nameOf(stored));
        if (external is null || !external.Offsets.TryGetValue(constant.Name, out long offset))
            return message.Add(9, Bytes(constant), stream => constant.Data.WriteTo(stream, type));
        return message
            .Add(13, Entry("location", external.File))
            .Add(13, Entry("offset", offset.ToString(CultureInfo.InvariantCulture)))
            .Add(13, Entry("length", Bytes(constant).ToString(CultureInfo.InvariantCulture)))
            .Add(14, 1);
    }

    private static ProtobufMessage Port(ModelPort port)
    {
        ProtobufMessage shape = new ProtobufMessage()
            .Add(1, new ProtobufMessage().Add(2, Batch)).Add(1, new ProtobufMessage().Add(1, port.Size));
        ProtobufMessage tensor = new ProtobufMessage().Add(1, (long)port.Type).Add(2, shape);
        return new ProtobufMessage().Add(1, port.Name).Add(2, new ProtobufMessage().Add(1, tensor));
    }

    private static ProtobufMessage Entry(string key, string value) => new ProtobufMessage().Add(1, key).Add(2, value);

    private bool IsHalf(GraphConstant constant) => InHalf && constant.Data.IsLarge;

    private ElementType TypeOf(GraphConstant constant) => IsHalf(constant) ? ElementType.Half : constant.Data.Type;

    private long Bytes(GraphConstant constant) => checked(constant.Data.Count * TypeOf(constant) switch
    {
        ElementType.Half => 2,
        ElementType.Single => sizeof(float),
        _ => sizeof(long),
    });

    private (Dictionary<string, long> Offsets, long Length) Place(GraphPart part)
    {
        var offsets = new Dictionary<string, long>();
        long end = 0;
        foreach (GraphConstant constant in part.Constants.Where(constant => constant.Data.IsLarge))
        {
            long offset = (end + Alignment - 1) / Alignment * Alignment;
            offsets.Add(constant.Name, offset);
            end = offset + Bytes(constant);
        }
        return (offsets, end);
    }

    private void WriteData(GraphPart part, Dictionary<string, long> offsets, Stream stream)
    {
        foreach (GraphConstant constant in part.Constants.Where(constant => offsets.ContainsKey(constant.Name)))
        {
            stream.Position = offsets[constant.Name];
            constant.Data.WriteTo(stream, TypeOf(constant));
        }
    }

    private static void CheckLength(Stream stream, long length)
    {
        if (stream.Length != length)
            throw new IOException(FormattableString.Invariant($"{stream.Length} bytes were written in place of {length}."));
    }

    private sealed record ExternalData(string File, Dictionary<string, long> Offsets);
}
