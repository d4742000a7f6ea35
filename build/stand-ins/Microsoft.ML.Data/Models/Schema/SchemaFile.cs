using System.IO.Compression;

namespace Microsoft.ML.Data.IO;

/// <summary>
/// A schema as a binary data view without rows, little-endian; offsets count from the start. 256 bytes of header: signature, 64-bit version and
/// the oldest version that can read it, 64-bit offsets of the table of contents and of the tail, 64-bit row count, 32-bit column count, zeros.
/// Then for each column with annotations: the blocks of its annotations, and a table of them (LEB128 count; each: kind, codec definition,
/// compression, 64-bit offset and LEB128 length of the block). The table of contents (each column: name, codec definition, compression, LEB128
/// rows a block, 64-bit offsets of the table of blocks and of the table of annotations or 0), and the tail's signature.
/// </summary>
internal static class SchemaFile
{
    public const int HeaderSize = 256;
    public const ulong Signature = 0x00425644004C4D43;     // "CML\0DVB\0"
    public const ulong TailSignature = 0x434D4C0044564200; // "\0BVD\0LMC"
    public const ulong Version = 0x0001000100010006;
    public const ulong OldestReadableVersion = 0x0001000100010004;
    public const ulong FirstVersion = 0x0001000100010002;
    public const byte Uncompressed = 0;
    public const byte Deflated = 1;

    public static string Format(ulong version)
        => $"{(version >> 48) & 0xFFFF}.{(version >> 32) & 0xFFFF}.{(version >> 16) & 0xFFFF}.{version & 0xFFFF}";

    public static byte[] Deflate(byte[] block)
    {
        using var deflated = new MemoryStream();
        using (var stream = new DeflateStream(deflated, CompressionMode.Compress, leaveOpen: true))
            stream.Write(block);
        return deflated.ToArray();
    }
}
