using System.Buffers;
using System.Text.Json;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>
/// The JSON table at the head of a safetensors file:
/// <c>{"__metadata__":{key:text},name:{"dtype":"F32","shape":[…],"data_offsets":[begin,end]},…}</c>. Read token by token, so that nothing
/// is allocated for what will be refused.
/// </summary>
internal static class SafetensorsHeader
{
    private const int MaximumMetadata = 64;
    private const int MaximumTextLength = 1 << 18;   // a report of 4096 latent dimensions takes 100 kB
    private const string MetadataName = "__metadata__";

    private static readonly JsonReaderOptions _readerOptions = new() { MaxDepth = 4 };

    public static byte[] Format(IReadOnlyDictionary<string, string> metadata, IEnumerable<TensorEntry> tensors)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject(MetadataName);
        foreach ((string key, string text) in metadata)
            json.WriteString(key, text);
        json.WriteEndObject();
        foreach (TensorEntry tensor in tensors)
            Write(json, tensor);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static (Dictionary<string, string> Metadata, List<TensorEntry> Tensors) Parse(ReadOnlySpan<byte> bytes)
    {
        var metadata = new Dictionary<string, string>();
        var tensors = new List<TensorEntry>();
        var names = new HashSet<string>();
        try
        {
            var json = new Utf8JsonReader(bytes, _readerOptions);
            Expect(ref json, JsonTokenType.StartObject);
            while (ReadName(ref json) is { } name)
            {
                if (!names.Add(name))
                    throw Safetensors.Damaged($"tensor '{name}'", "it is there twice");
                if (name == MetadataName)
                    ReadMetadata(ref json, metadata);
                else if (tensors.Count < TensorLimits.Count)
                    tensors.Add(ReadTensor(ref json, name));
                else
                    throw Safetensors.Damaged("header", $"more than {TensorLimits.Count} tensors");
            }
            if (json.Read())
                throw Safetensors.Damaged("header", "something follows the table");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ModelFormatException($"The saved model is damaged: header: {e.Message}", e);
        }
        return (metadata, tensors);
    }

    private static void Write(Utf8JsonWriter json, TensorEntry tensor)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Type.ToString());
        WriteNumbers(json, "shape", tensor.Shape);
        WriteNumbers(json, "data_offsets", [tensor.Begin, tensor.End]);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void ReadMetadata(ref Utf8JsonReader json, Dictionary<string, string> metadata)
    {
        Expect(ref json, JsonTokenType.StartObject);
        while (ReadName(ref json) is { } key)
        {
            if (metadata.Count == MaximumMetadata)
                throw Safetensors.Damaged("metadata", $"more than {MaximumMetadata} texts");
            if (!metadata.TryAdd(key, ReadText(ref json, MaximumTextLength)))
                throw Safetensors.Damaged("metadata", $"'{key}' is there twice");
        }
    }

    private static TensorEntry ReadTensor(ref Utf8JsonReader json, string name)
    {
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        Expect(ref json, JsonTokenType.StartObject);
        while (ReadName(ref json) is { } member)
        {
            switch (member)
            {
                case "dtype" when type is null:
                    type = ReadText(ref json, TensorLimits.NameLength);
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref json, name);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref json, name);
                    break;
                default:
                    throw Safetensors.Damaged($"tensor '{name}'", $"unexpected or repeated '{member}'");
            }
        }
        if (shape is null || offsets is not [long begin, long end])
            throw Safetensors.Damaged($"tensor '{name}'", "its shape or its two data_offsets are missing");
        return new TensorEntry(name, TypeOf(type, name), shape, begin, end);
    }

    private static TensorType TypeOf(string? type, string name) => type is not null && Enum.GetNames<TensorType>().Contains(type)
        ? Enum.Parse<TensorType>(type)
        : throw Safetensors.Damaged($"tensor '{name}'", $"its dtype is '{type}', not {string.Join(", ", Enum.GetNames<TensorType>())}");

    private static long[] ReadNumbers(ref Utf8JsonReader json, string name)
    {
        Span<long> numbers = stackalloc long[TensorLimits.Rank];
        int count = 0;
        Expect(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            bool isNumber = count < TensorLimits.Rank && json.TokenType == JsonTokenType.Number && json.TryGetInt64(out numbers[count]);
            if (!isNumber || numbers[count++] < 0)
                throw Safetensors.Damaged($"tensor '{name}'", $"wanted at most {TensorLimits.Rank} whole numbers of at least 0");
        }
        return numbers[..count].ToArray();
    }

    private static string ReadText(ref Utf8JsonReader json, int maximumLength)
    {
        Expect(ref json, JsonTokenType.String);
        return json.ValueSpan.Length <= maximumLength
            ? json.GetString()!
            : throw Safetensors.Damaged("header", $"a text of {json.ValueSpan.Length} bytes");
    }

    private static string? ReadName(ref Utf8JsonReader json)
    {
        if (json.Read() && json.TokenType == JsonTokenType.EndObject)
            return null;
        if (json.TokenType != JsonTokenType.PropertyName)
            throw Safetensors.Damaged("header", $"{json.TokenType} where a name was expected");
        if (json.ValueSpan.Length > TensorLimits.NameLength)
            throw Safetensors.Damaged("header", $"a name of {json.ValueSpan.Length} bytes");
        return json.GetString();
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type)
            throw Safetensors.Damaged("header", $"{json.TokenType} where {type} was expected");
    }
}
