using System.Buffers.Binary;

namespace Microsoft.ML.Vae.Idx;

/// <summary>
/// The start of an IDX file, big-endian throughout: two zero bytes, the element type, the number of dimensions,
/// then each dimension as 32 bits. The elements follow in row-major order and end the file.
/// </summary>
internal sealed record IdxHeader(IdxType Type, int[] Dimensions)
{
    private const int MagicLength = 4;
    private const int MaximumRank = 255;

    public int ElementSize => Type == IdxType.Single ? sizeof(float) : sizeof(byte);

    /// <summary>The bytes of the header itself.</summary>
    public int Length => LengthFor(Dimensions.Length);

    /// <summary>The bytes of all elements.</summary>
    /// <exception cref="OverflowException">More than a number of 64 bits can tell.</exception>
    public long PayloadLength => Dimensions.Aggregate((long)ElementSize, (total, size) => checked(total * size));

    public byte[] ToBytes()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Dimensions.Length, MaximumRank);
        byte[] bytes = new byte[Length];
        bytes[2] = (byte)Type;
        bytes[3] = (byte)Dimensions.Length;
        for (int i = 0; i < Dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(LengthFor(i)), Dimensions[i]);
        return bytes;
    }

    /// <summary>Reads a header that must have the given type and rank.</summary>
    public static IdxHeader Read(Stream stream, string path, IdxType type, int rank)
    {
        byte[] magic = ReadBytes(stream, path, MagicLength, LengthFor(rank));
        uint wanted = (uint)type << 8 | (uint)rank;
        uint got = BinaryPrimitives.ReadUInt32BigEndian(magic);
        return got == wanted
            ? new IdxHeader(type, ReadDimensions(stream, path, rank))
            : throw new IdxFormatException(path, $"expected the magic number 0x{wanted:X8} ({type}, {rank} dimensions), got 0x{got:X8}.");
    }

    /// <summary>Reads a header of any type, and of any rank from 2: of rows, each with several elements.</summary>
    public static IdxHeader ReadRows(Stream stream, string path)
    {
        byte[] magic = ReadBytes(stream, path, MagicLength, LengthFor(2));
        return magic is [0, 0, var type, >= 2 and var rank] && Enum.IsDefined((IdxType)type)
            ? new IdxHeader((IdxType)type, ReadDimensions(stream, path, rank))
            : throw new IdxFormatException(path, "expected the magic number of bytes or floats in at least 2 dimensions (such as "
                + $"0x00000803 for images), got 0x{BinaryPrimitives.ReadUInt32BigEndian(magic):X8}.");
    }

    private static int LengthFor(int rank) => MagicLength + sizeof(int) * rank;

    private static int[] ReadDimensions(Stream stream, string path, int rank)
    {
        byte[] bytes = ReadBytes(stream, path, LengthFor(rank) - MagicLength, LengthFor(rank));
        return [.. Enumerable.Range(0, rank).Select(i =>
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(sizeof(int) * i));
            return size <= int.MaxValue
                ? (int)size
                : throw new IdxFormatException(path, $"expected dimension {i} to be at most {int.MaxValue}, got {size}.");
        })];
    }

    private static byte[] ReadBytes(Stream stream, string path, int count, int headerLength)
    {
        byte[] bytes = new byte[count];
        int got = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        int before = count == MagicLength ? 0 : MagicLength;   // a header is read in two steps
        if (got < count)
            throw new IdxFormatException(path, $"expected a header of {headerLength} bytes, got only {before + got}.");
        return bytes;
    }
}
