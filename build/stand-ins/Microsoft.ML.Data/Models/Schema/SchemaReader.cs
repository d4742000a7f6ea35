using System.IO.Compression;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data.IO;

/// <summary>Reads a schema in the format of <see cref="SchemaFile"/>; what has an unknown codec is left out.</summary>
internal sealed class SchemaReader
{
    private readonly IHost _host;
    private readonly BinaryReader _reader;
    private long _contents;
    private long _tail;
    private int _columns;

    private SchemaReader(IHost host, BinaryReader reader)
    {
        _host = host;
        _reader = reader;
    }

    public static DataViewSchema Read(IHostEnvironment env, Stream stream)
    {
        var host = env.Register("BinaryLoader");
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        return new SchemaReader(host, reader).Read();
    }

    private DataViewSchema Read()
    {
        using var ch = _host.Start("Initializing");
        ReadHeader();
        Position = _contents;
        var entries = Enumerable.Range(0, _columns).Select(_ => ReadContents(ch)).ToList();
        var builder = new DataViewSchema.Builder();
        foreach (var (name, codec, annotations) in entries.Where(entry => entry.Codec != null))
            builder.AddColumn(name, codec.Type, annotations == 0 ? null : ReadAnnotations(ch, annotations));
        return builder.ToSchema();
    }

    private long Position
    {
        get => _reader.BaseStream.Position;
        set => _reader.BaseStream.Position = value;
    }

    private void ReadHeader()
    {
        if (_reader.BaseStream.Length < SchemaFile.HeaderSize)
        {
            throw _host.ExceptDecode(
                "Read only {0} bytes in file, expected header size of {1}", _reader.BaseStream.Length, SchemaFile.HeaderSize);
        }
        _host.CheckDecode(_reader.ReadUInt64() == SchemaFile.Signature, "This does not appear to be a binary dataview file");
        CheckVersions(_reader.ReadUInt64(), _reader.ReadUInt64());
        _contents = _reader.ReadInt64();
        _tail = _reader.ReadInt64();
        _host.CheckDecode(_reader.ReadInt64() >= 0, "Row count cannot be negative");
        _columns = _reader.ReadInt32();
        _host.CheckDecode(_columns >= 0, "Column count cannot be negative");
        if (_columns != 0 && _contents < SchemaFile.HeaderSize)
            throw _host.ExceptDecode("Table of contents offset {0} less than header size, impossible", _contents);
        if (_tail < SchemaFile.HeaderSize)
            throw _host.ExceptDecode("Tail offset {0} less than header size, impossible", _tail);
        Position = _tail;
        _host.CheckDecode(_reader.ReadUInt64() == SchemaFile.TailSignature, "Incorrect tail signature");
    }

    private void CheckVersions(ulong version, ulong readableBy)
    {
        if (readableBy > version)
        {
            throw _host.ExceptDecode(
                "Compatibility version {0} cannot be greater than file version {1}",
                SchemaFile.Format(readableBy), SchemaFile.Format(version));
        }
        if (version < SchemaFile.FirstVersion)
        {
            throw _host.ExceptDecode(
                "Unexpected version {0} encountered, earliest expected here was {1}",
                SchemaFile.Format(version), SchemaFile.Format(SchemaFile.FirstVersion));
        }
        if (readableBy < SchemaFile.OldestReadableVersion)
        {
            throw _host.Except(
                "Cannot read version {0} data, earliest that can be handled is {1}",
                SchemaFile.Format(readableBy), SchemaFile.Format(SchemaFile.OldestReadableVersion));
        }
        if (readableBy > SchemaFile.Version)
        {
            throw _host.Except(
                "Cannot read version {0} data, latest that can be handled is {1}",
                SchemaFile.Format(readableBy), SchemaFile.Format(SchemaFile.Version));
        }
    }

    private (string Name, Codec Codec, long Annotations) ReadContents(IChannel ch)
    {
        var name = _reader.ReadString();
        var codec = Codec.ReadDefinitionOrNull(_reader, ch);
        var knownCompression = _reader.ReadByte() <= SchemaFile.Deflated;
        var rowsPerBlock = _reader.Read7BitEncodedInt64();
        ch.CheckDecode(rowsPerBlock >= 0, "Bad number of rows per block read");
        _reader.ReadInt64(); // Where the blocks are, which a schema has none of.
        var annotations = _reader.ReadInt64();
        ch.CheckDecode(
            annotations == 0 || (annotations >= SchemaFile.HeaderSize && annotations <= _tail), "Metadata TOC offset out of range");
        return (name, knownCompression ? codec : null, annotations);
    }

    private DataViewSchema.Annotations ReadAnnotations(IChannel ch, long table)
    {
        Position = table;
        var count = _reader.Read7BitEncodedInt64();
        ch.CheckDecode(count > 0 && count < int.MaxValue, "Bad number of metadata TOC entries read");
        var builder = new DataViewSchema.Annotations.Builder();
        var kinds = new HashSet<string>();
        for (var i = 0; i < count; i++)
        {
            var kind = _reader.ReadString();
            ch.CheckDecode(kind.Length > 0, "Metadata kind must be non-empty string");
            ch.CheckDecode(kinds.Add(kind), "Duplicate metadata kind read from file");
            var codec = Codec.ReadDefinitionOrNull(_reader, ch);
            var compression = _reader.ReadByte();
            var offset = _reader.ReadInt64();
            ch.CheckDecode(offset >= SchemaFile.HeaderSize && offset <= _tail, "Metadata block offset out of range");
            var length = _reader.Read7BitEncodedInt64();
            ch.CheckDecode(length > 0 && length <= _tail - offset, "Metadata block size out of range");
            if (codec != null && compression <= SchemaFile.Deflated)
                builder.Add(kind, codec.Type, ReadBlock(codec, compression, offset, (int)length));
        }
        return builder.ToAnnotations();
    }

    private Delegate ReadBlock(Codec codec, byte compression, long offset, int length)
    {
        var next = Position;
        Position = offset;
        using var block = new MemoryStream(_reader.ReadBytes(length));
        Position = next;
        using Stream raw = compression == SchemaFile.Deflated ? new DeflateStream(block, CompressionMode.Decompress) : block;
        using var reader = new BinaryReader(raw);
        return codec.ReadAnnotation(reader);
    }
}
