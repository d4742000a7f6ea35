using System.Buffers.Binary;

namespace Microsoft.ML.Vae.Images;

/// <summary>The chunks of a PNG file, up to its end or to where it is cut off.</summary>
internal ref struct PngChunks(ReadOnlySpan<byte> file)
{
    public const int SignatureLength = 8;

    private ReadOnlySpan<byte> _rest = file[SignatureLength..];

    public PngChunk Current { get; private set; }

    public static bool IsPng(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n']);

    public readonly PngChunks GetEnumerator() => this;

    public bool MoveNext()
    {
        const int Frame = 12;   // length, type and checksum
        if (_rest.Length < Frame)
            return false;
        long length = Frame + (long)BinaryPrimitives.ReadUInt32BigEndian(_rest);
        Current = new PngChunk(_rest[..(int)Math.Min(length, _rest.Length)]);
        _rest = _rest[Current.Whole.Length..];
        return true;
    }
}

/// <summary>A chunk with its length, type and checksum, unless the file ends within it.</summary>
internal readonly ref struct PngChunk(ReadOnlySpan<byte> whole)
{
    public ReadOnlySpan<byte> Whole { get; } = whole;

    public ReadOnlySpan<byte> Data => Whole[8..^4];

    public bool Is(ReadOnlySpan<byte> type) => Whole.Slice(4, 4).SequenceEqual(type);
}
