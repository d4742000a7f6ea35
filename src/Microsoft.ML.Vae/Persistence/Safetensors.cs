using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>
/// Tensors in the safetensors layout: u64 header length, JSON table (<see cref="SafetensorsHeader"/>), then the tensors' little-endian
/// bytes one after another. On top of that layout's own rules, metadata "sha256" is the hash of the payload, and a model's values are all
/// finite.
/// </summary>
internal sealed class Safetensors
{
    /// <summary>What messages call the file.</summary>
    public const string Subject = "The saved model";

    private const int LengthBytes = sizeof(ulong);
    private const int MaximumHeaderBytes = 1 << 20;
    private const int Alignment = 8;
    private const string HashKey = "sha256";

    private readonly Dictionary<string, string> _metadata;
    private readonly List<TensorEntry> _tensors;
    private readonly byte[] _payload;

    private Safetensors(Dictionary<string, string> metadata, List<TensorEntry> tensors, byte[] payload)
    {
        _metadata = metadata;
        _tensors = tensors;
        _payload = payload;
    }

    public static ModelFormatException Damaged(string part, string what) => new($"{Subject} is damaged: {part}: {what}.");

    /// <summary>Name, type and shape of each tensor, in the order of their bytes.</summary>
    public IEnumerable<ExpectedTensor> Tensors =>
        _tensors.OrderBy(tensor => tensor.Begin).Select(tensor => new ExpectedTensor(tensor.Name, tensor.Type, tensor.Shape));

    /// <exception cref="InvalidOperationException">The tensors take more bytes than <see cref="Read"/> could take in.</exception>
    public static void Write(BinaryWriter writer, Dictionary<string, string> metadata, IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        CheckSize(tensors.Sum(tensor => tensor.Tensor.numel() * TensorEntry.SizeOf(TensorEntry.TypeOf(tensor.Tensor))));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var entries = new List<TensorEntry>();
        long offset = 0;
        foreach ((string name, Tensor tensor) in tensors)
        {
            hash.AppendData(tensor.bytes);
            long end = offset + tensor.bytes.Length;
            entries.Add(new TensorEntry(name, TensorEntry.TypeOf(tensor), tensor.shape, offset, end));
            offset = end;
        }
        metadata[HashKey] = Convert.ToHexStringLower(hash.GetHashAndReset());

        byte[] header = SafetensorsHeader.Format(metadata, entries);
        int padding = (Alignment - header.Length % Alignment) % Alignment;
        writer.Write((ulong)(header.Length + padding));
        writer.Write(header);
        writer.Write(new string(' ', padding).ToCharArray());
        foreach ((_, Tensor tensor) in tensors)
            writer.Write(tensor.bytes);
    }

    /// <param name="reader">Over a stream that ends with the file.</param>
    /// <param name="isFinite">Whether a value that is not finite counts as damage.</param>
    /// <param name="isSealed">Whether the payload must have its hash, which files of other programs lack.</param>
    public static Safetensors Read(BinaryReader reader, bool isFinite = true, bool isSealed = true)
    {
        long length = reader.BaseStream.Length - reader.BaseStream.Position;
        byte[] header = ReadExactly(reader, CheckHeaderLength(reader, length));
        (Dictionary<string, string> metadata, List<TensorEntry> tensors) = SafetensorsHeader.Parse(header);

        if (isSealed && tensors.Find(tensor => !TensorEntry.Own.Contains(tensor.Type)) is { } other)
            throw Damaged($"tensor '{other.Name}'", $"its dtype is '{other.Type}', not {string.Join(", ", TensorEntry.Own)}");

        long payloadLength = length - LengthBytes - header.Length;
        CheckLayout(tensors, payloadLength);
        byte[] payload = ReadExactly(reader, checked((int)payloadLength));
        if (isSealed || metadata.ContainsKey(HashKey))
            CheckHash(metadata, payload);
        if (isFinite)
            CheckFinite(tensors, payload);
        return new Safetensors(metadata, tensors, payload);
    }

    /// <summary>A text of the metadata.</summary>
    public string Text(string key) =>
        _metadata.TryGetValue(key, out string? text) ? text : throw Damaged("metadata", $"'{key}' is missing");

    /// <summary>Checks that the file holds exactly these tensors, in this order: the payload's hash does not cover names.</summary>
    /// <param name="expected">The tensors.</param>
    /// <param name="fault">The exception for a tensor and what is wrong with it; null takes the file for damaged.</param>
    public void CheckTensors(IEnumerable<ExpectedTensor> expected, Func<string, string, Exception>? fault = null)
    {
        fault ??= (name, what) => Damaged($"tensor '{name}'", what);
        Dictionary<string, TensorEntry> found = _tensors.ToDictionary(tensor => tensor.Name);
        long offset = 0;
        foreach ((string name, TensorType type, long[] shape) in expected)
        {
            if (!found.Remove(name, out TensorEntry? tensor))
                throw fault(name, "it is missing");
            if (tensor.Type != type)
                throw fault(name, $"its dtype is '{tensor.Type}', not '{type}'");
            if (!tensor.Shape.AsSpan().SequenceEqual(shape))
                throw fault(name, $"its shape is [{string.Join(", ", tensor.Shape)}], not [{string.Join(", ", shape)}]");
            if (tensor.Begin != offset)
                throw fault(name, $"its bytes begin at {tensor.Begin}, not at {offset}");
            offset = tensor.End;
        }
        if (found.Count > 0)
            throw fault(found.Keys.First(), "the model has no such tensor");
    }

    /// <summary>Copies values into tensors of the same names and shapes.</summary>
    public void CopyTo(IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (TensorEntry entry in _tensors.Where(entry => tensors.ContainsKey(entry.Name)))
            BytesOf(entry).CopyTo(tensors[entry.Name].bytes);
    }

    /// <summary>The values of a float64 tensor, row by row.</summary>
    public ReadOnlySpan<double> Doubles(string name) => MemoryMarshal.Cast<byte, double>(BytesOf(Entry(name)));

    /// <summary>The values of a float32 tensor, row by row.</summary>
    public ReadOnlySpan<float> Singles(string name) => MemoryMarshal.Cast<byte, float>(BytesOf(Entry(name)));

    /// <summary>A copy of a tensor, on the CPU.</summary>
    public Tensor Copy(string name)
    {
        TensorEntry entry = Entry(name);
        Tensor copy = empty(entry.Shape, entry.ScalarType, CPU);
        BytesOf(entry).CopyTo(copy.bytes);
        return copy;
    }

    /// <summary>The bytes of a tensor.</summary>
    public ReadOnlyMemory<byte> Bytes(string name)
    {
        TensorEntry entry = Entry(name);
        return _payload.AsMemory((int)entry.Begin, (int)(entry.End - entry.Begin));
    }

    private static void CheckSize(long bytes)
    {
        if (bytes > Array.MaxLength)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The model cannot be saved: its weights take {bytes} bytes; at most {Array.MaxLength} are allowed. ")
                + "Use a smaller Network.");
        }
    }

    private static int CheckHeaderLength(BinaryReader reader, long length)
    {
        ulong headerLength = length < LengthBytes ? 0 : reader.ReadUInt64();
        if (headerLength is 0 or > MaximumHeaderBytes || (long)headerLength > length - LengthBytes)
            throw Damaged("header length", $"{headerLength}, in a stream of {length} bytes; at most {MaximumHeaderBytes} are allowed");
        return (int)headerLength;
    }

    private static void CheckLayout(List<TensorEntry> tensors, long payloadLength)
    {
        long offset = 0;
        foreach (TensorEntry tensor in tensors.OrderBy(tensor => tensor.Begin))
        {
            if (tensor.Begin != offset || tensor.End < tensor.Begin)
                throw Damaged($"tensor '{tensor.Name}'", $"its bytes are [{tensor.Begin}, {tensor.End}), but must begin at {offset}");
            if (tensor.End - tensor.Begin != ByteCount(tensor))
            {
                throw Damaged(
                    $"tensor '{tensor.Name}'", $"{tensor.End - tensor.Begin} bytes for a shape [{string.Join(", ", tensor.Shape)}]");
            }
            offset = tensor.End;
        }
        if (offset != payloadLength || payloadLength > Array.MaxLength)
            throw Damaged("payload", $"{payloadLength} bytes, but the tensors take {offset}");
    }

    private static long ByteCount(TensorEntry tensor)
    {
        try
        {
            return tensor.Shape.Aggregate((long)tensor.ElementSize, (product, size) => checked(product * size));
        }
        catch (OverflowException)
        {
            throw Damaged($"tensor '{tensor.Name}'", $"a shape [{string.Join(", ", tensor.Shape)}]");
        }
    }

    private static void CheckHash(Dictionary<string, string> metadata, byte[] payload)
    {
        if (!metadata.TryGetValue(HashKey, out string? hash) || hash != Convert.ToHexStringLower(SHA256.HashData(payload)))
            throw Damaged("payload", $"its hash is not the metadata's '{HashKey}'");
    }

    private static void CheckFinite(List<TensorEntry> tensors, byte[] payload)
    {
        foreach (TensorEntry tensor in tensors)
        {
            Span<byte> bytes = payload.AsSpan((int)tensor.Begin, (int)(tensor.End - tensor.Begin));
            if (tensor.Type == TensorType.F64)
                CheckFinite<double>(tensor, MemoryMarshal.Cast<byte, double>(bytes));
            else if (tensor.Type == TensorType.F32)
                CheckFinite<float>(tensor, MemoryMarshal.Cast<byte, float>(bytes));
        }
    }

    private static void CheckFinite<T>(TensorEntry tensor, ReadOnlySpan<T> values) where T : INumberBase<T>
    {
        foreach (T value in values)
        {
            if (!T.IsFinite(value))
                throw Damaged($"tensor '{tensor.Name}'", FormattableString.Invariant($"a value is {value}"));
        }
    }

    private static byte[] ReadExactly(BinaryReader reader, int count)
    {
        byte[] bytes = reader.ReadBytes(count);
        return bytes.Length == count ? bytes : throw Damaged("stream", $"it ends {count - bytes.Length} bytes early");
    }

    private TensorEntry Entry(string name) => _tensors.Single(entry => entry.Name == name);

    private Span<byte> BytesOf(TensorEntry entry) => _payload.AsSpan((int)entry.Begin, (int)(entry.End - entry.Begin));
}
