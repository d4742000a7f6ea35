using System.Text;

namespace Microsoft.ML.Vae.PyTorch;

/// <summary>Writes names and shapes as torch.save does, so that <c>torch.load(…, weights_only=True)</c> takes them.</summary>
internal static class PickleWriter
{
    /// <summary>An OrderedDict of contiguous tensors, the storage of each named by its number.</summary>
    public static byte[] StateDict(IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write([0x80, 2]);
        OrderedDict(writer);
        writer.Write((byte)'(');
        for (int i = 0; i < tensors.Count; i++)
        {
            Text(writer, tensors[i].Name);
            Tensor(writer, tensors[i].Tensor, i);
        }
        writer.Write("u."u8);
        return stream.ToArray();
    }

    private static void Tensor(BinaryWriter writer, Tensor tensor, int key)
    {
        Global(writer, "torch._utils", "_rebuild_tensor_v2");
        writer.Write("(("u8);
        Text(writer, "storage");
        Global(writer, "torch", StorageOf(tensor.dtype));
        Text(writer, FormattableString.Invariant($"{key}"));
        Text(writer, "cpu");
        Number(writer, tensor.numel());
        writer.Write("tQ"u8);
        Number(writer, 0);
        Tuple(writer, tensor.shape);
        Tuple(writer, tensor.stride());
        writer.Write((byte)0x89);   // needs no gradient
        OrderedDict(writer);        // has no hooks
        writer.Write("tR"u8);
    }

    private static string StorageOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => "FloatStorage",
        ScalarType.Float64 => "DoubleStorage",
        ScalarType.Int64 => "LongStorage",
        _ => throw new NotSupportedException($"No storage stands for tensors of {type}."),
    };

    private static void OrderedDict(BinaryWriter writer)
    {
        Global(writer, "collections", "OrderedDict");
        writer.Write(")R"u8);
    }

    private static void Global(BinaryWriter writer, string module, string name) =>
        writer.Write(Encoding.ASCII.GetBytes($"c{module}\n{name}\n"));

    private static void Text(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((byte)'X');
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static void Number(BinaryWriter writer, long number)
    {
        if (number <= int.MaxValue)
        {
            writer.Write((byte)'J');
            writer.Write((int)number);
            return;
        }
        writer.Write([0x8a, sizeof(long)]);
        writer.Write(number);
    }

    private static void Tuple(BinaryWriter writer, long[] numbers)
    {
        writer.Write((byte)'(');
        foreach (long number in numbers)
            Number(writer, number);
        writer.Write((byte)'t');
    }
}
