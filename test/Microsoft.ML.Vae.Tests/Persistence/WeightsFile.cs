using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Persistence;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Persistence;

/// <summary>A safetensors file taken apart without the library: u64 header length, JSON table, payload. Its parts may be changed.</summary>
internal sealed class WeightsFile
{
    private static readonly ColumnLayout _columns = new() { Input = TinyModel.Input, Latent = TinyModel.Mean };

    private WeightsFile(JsonObject table, byte[] payload)
    {
        Table = table;
        Payload = payload;
    }

    public JsonObject Table { get; }

    public JsonObject Metadata => Table["__metadata__"]!.AsObject();

    public byte[] Payload { get; set; }

    public IEnumerable<string> TensorNames => Table.Select(entry => entry.Key).Where(name => name != "__metadata__");

    /// <summary>The weights of <see cref="TinyModel"/> as the library saves them.</summary>
    public static byte[] Sample()
    {
        using TinyModel model = TinyModel.Create();
        return SavedModel.Of(model.Transformer)[SavedModel.Weights];
    }

    public static WeightsFile Parse(byte[] bytes)
    {
        int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        JsonObject table = JsonNode.Parse(Encoding.UTF8.GetString(bytes, 8, length))!.AsObject();
        return new WeightsFile(table, bytes[(8 + length)..]);
    }

    public static byte[] Compose(string table, byte[] payload)
    {
        byte[] header = Encoding.UTF8.GetBytes(table);
        var bytes = new byte[8 + header.Length + payload.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        header.CopyTo(bytes, 8);
        payload.CopyTo(bytes, 8 + header.Length);
        return bytes;
    }

    public (int[] Shape, float[] Values) Tensor(string name)
    {
        JsonObject entry = Table[name]!.AsObject();
        int begin = entry["data_offsets"]![0]!.GetValue<int>();
        int end = entry["data_offsets"]![1]!.GetValue<int>();
        return ([.. entry["shape"]!.AsArray().Select(size => size!.GetValue<int>())], MemoryMarshal.Cast<byte, float>(Payload.AsSpan(begin, end - begin)).ToArray());
    }

    /// <summary>The file with hashes that fit, so that only what a test changed is wrong; of a model with a condition column, if that is named.</summary>
    public byte[] ToBytes(string? condition = null)
    {
        Metadata["sha256"] = Hash(Payload);
        if (Metadata["description"] is JsonValue description)
            Metadata["description_sha256"] = Hash(Encoding.UTF8.GetBytes($"{description}\0{TinyModel.Input}\0{TinyModel.Mean}\0\0\0\0\0\0\0\0{condition}\0\0\0vectors"));
        return Compose(Table.ToJsonString(), Payload);
    }

    /// <summary>Reads a file with the library, up to a model.</summary>
    public static VaeModel Read(byte[] bytes) => Read(new MemoryStream(bytes));

    public static VaeModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        return ModelFile.ReadModel(new MLContext(), reader, _columns, torch.CPU).Model;
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
