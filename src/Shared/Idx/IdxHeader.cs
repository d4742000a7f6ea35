using System.Buffers.Binary;

namespace Microsoft.ML.Vae.Shared.Idx;

/// <summary>
/// The start of an IDX file, big-endian throughout: two zero bytes, the element type, the number of dimensions,
/// then each dimension as 32 bits. The elements follow in row-major order and end the file.
/// </summary>
internal sealed record IdxHeader(IdxType Type, int[] Dimensions)
{
    private const int MaximumRank = 255;

    public int ElementSize => Type == IdxType.Single ? sizeof(float) : sizeof(byte);

    public static int Length(int rank) => 4 + 4 * rank;

    /// <summary>The bytes of all elements.</summary>
    /// <exception cref="OverflowException">More than an array can hold.</exception>
    public int PayloadLength()
    {
        var product = Dimensions.Aggregate((long)ElementSize, (total, size) => checked(total * size));
        return product <= Array.MaxLength ? (int)product : throw new OverflowException();
    }

    public byte[] ToBytes()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Dimensions.Length, MaximumRank);
        var bytes = new byte[Length(Dimensions.Length)];
        bytes[2] = (byte)Type;
        bytes[3] = (byte)Dimensions.Length;
        for (var i = 0; i < Dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Length(i)), Dimensions[i]);
        return bytes;
    }

    /// <summary>Reads a header that must have the given type and rank.</summary>
    public static IdxHeader Read(Stream stream, string path, IdxType type, int rank)
    {
        var bytes = new byte[Length(rank)];
        var got = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (got < bytes.Length)
            throw new IdxFormatException(path, $"expected a header of {bytes.Length} bytes, got only {got}.");
        var wanted = (uint)type << 8 | (uint)rank;
        var magic = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (magic != wanted)
            throw new IdxFormatException(path, $"expected the magic number 0x{wanted:X8} ({type}, {rank} dimensions), got 0x{magic:X8}.");
        return new IdxHeader(type, [.. Enumerable.Range(0, rank).Select(i => ReadDimension(bytes, i, path))]);
    }

    private static int ReadDimension(byte[] bytes, int index, string path)
    {
        var size = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(Length(index)));
        return size <= int.MaxValue
            ? (int)size
            : throw new IdxFormatException(path, $"expected dimension {index} to be at most {int.MaxValue}, got {size}.");
    }
}
