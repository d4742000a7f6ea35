using System.IO.Compression;
using System.Text;
using Microsoft.ML.Vae.Kernels;

namespace Microsoft.ML.Vae.PyTorch;

/// <summary>
/// What torch.save writes since PyTorch 1.6: a zip whose entries are not compressed, <c>NAME/data.pkl</c> with the names and shapes and
/// <c>NAME/data/KEY</c> with the bytes.
/// </summary>
internal sealed class TorchArchive : IDisposable
{
    private const string PickleName = "data.pkl";
    private const string ByteOrderName = "byteorder";
    private const string LittleEndian = "little";
    private const string Folder = "archive/";
    private const int LongestPickle = 1 << 23;   // a tensor takes some 200 bytes of it

    private static readonly DateTimeOffset _noDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);   // so that equal weights are equal files

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];
    private readonly Dictionary<string, byte[]> _storages = [];
    private readonly string _folder;
    private long _unread;   // bytes that entries may still have, as they do not overlap

    private TorchArchive(Stream stream)
    {
        _zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        _unread = stream.Length;
        foreach (ZipArchiveEntry entry in _zip.Entries)
        {
            if (!_entries.TryAdd(entry.FullName, entry))
                throw StateDictFile.Refused($"is damaged: the entry '{entry.FullName}' is there twice");
        }
        _folder = FindFolder();
    }

    public static Dictionary<string, StoredTensor> Read(Stream stream)
    {
        using var archive = new TorchArchive(stream);
        object? root = PickleReader.Read(archive.BytesOf(PickleName, LongestPickle));
        return StateDictionary.Of(root).ToDictionary(item => item.Name, item => archive.Stored(item.Tensor));
    }

    public static void Write(Stream stream, IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(PickleName, PickleWriter.StateDict(tensors));
        Add(ByteOrderName, Encoding.ASCII.GetBytes(LittleEndian));
        for (int i = 0; i < tensors.Count; i++)
            Add(FormattableString.Invariant($"data/{i}"), tensors[i].Tensor.bytes);
        Add("version", "3\n"u8);

        void Add(string name, ReadOnlySpan<byte> bytes)
        {
            ZipArchiveEntry entry = zip.CreateEntry(Folder + name, CompressionLevel.NoCompression);
            entry.LastWriteTime = _noDate;
            using Stream content = entry.Open();
            content.Write(bytes);
        }
    }

    public void Dispose() => _zip.Dispose();

    private string FindFolder()
    {
        string[] pickles = [.. _entries.Keys.Where(name => name.EndsWith($"/{PickleName}", StringComparison.Ordinal))];
        if (pickles is not [{ } pickle])
            throw StateDictFile.Refused($"is a zip with {pickles.Length} entries '{PickleName}', and torch.save writes one");
        string folder = pickle[..^PickleName.Length];
        if (_entries.ContainsKey($"{folder}constants.pkl"))
            throw StateDictFile.Refused($"holds a program of TorchScript. {StateDictFile.HowToSave}");
        if (_entries.TryGetValue(folder + ByteOrderName, out ZipArchiveEntry? order)
            && Encoding.ASCII.GetString(BytesOf(order, LittleEndian.Length)) is var written && written != LittleEndian)
            throw StateDictFile.Refused($"has the byte order '{written}'; wanted '{LittleEndian}'");
        return folder;
    }

    private StoredTensor Stored(TorchTensor tensor)
    {
        (ScalarType type, string key, long count) = tensor.Storage;
        if (!_storages.TryGetValue(key, out byte[]? bytes))
            _storages.Add(key, bytes = BytesOf($"data/{key}", Array.MaxLength));
        return bytes.Length / StoredTensor.SizeOf(type) >= count
            ? new StoredTensor(type, bytes, tensor.Offset, tensor.Shape, tensor.Strides)
            : throw StateDictFile.Refused(FormattableString.Invariant(
                $"is damaged: the entry 'data/{key}' has {bytes.Length} bytes; wanted {count} numbers of type {type}"));
    }

    private byte[] BytesOf(string name, int longest) => _entries.TryGetValue(_folder + name, out ZipArchiveEntry? entry)
        ? BytesOf(entry, longest)
        : throw StateDictFile.Refused($"is damaged: the entry '{name}' is missing");

    private byte[] BytesOf(ZipArchiveEntry entry, int longest)
    {
        if (entry.CompressedLength != entry.Length)
            throw StateDictFile.Refused($"has the entry '{entry.FullName}' compressed, which torch.save does not do");
        if (entry.Length > longest || entry.Length > _unread)
        {
            throw StateDictFile.Refused(FormattableString.Invariant(
                $"is damaged or too large: the entry '{entry.FullName}' has {entry.Length} bytes; ")
                + FormattableString.Invariant($"wanted at most {Math.Min(longest, _unread)}"));
        }
        _unread -= entry.Length;
        var bytes = new byte[entry.Length];
        using Stream content = entry.Open();
        content.ReadExactly(bytes);
        return Crc32.Of(bytes) == entry.Crc32
            ? bytes
            : throw StateDictFile.Refused($"is damaged: the checksum of the entry '{entry.FullName}' is not that of its bytes");
    }
}
