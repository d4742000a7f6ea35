using System.Buffers.Binary;
using System.IO.Compression;

namespace Microsoft.ML.Vae.Shared.Idx;

/// <summary>
/// Reads IDX files, plain or compressed by gzip, whichever the first bytes say. A file must be exactly as long as its
/// header promises, and memory is only taken for bytes that have arrived.
/// </summary>
internal static class IdxReader
{
    private const int FirstBlock = 1 << 20;

    /// <exception cref="IdxFormatException">The file is damaged or is something else.</exception>
    public static IdxArray<byte> ReadBytes(string path, int rank)
    {
        var (header, payload) = Read(path, IdxType.UnsignedByte, rank);
        return new IdxArray<byte>(header.Dimensions, payload);
    }

    /// <exception cref="IdxFormatException">The file is damaged or is something else.</exception>
    public static IdxArray<float> ReadSingles(string path, int rank)
    {
        var (header, payload) = Read(path, IdxType.Single, rank);
        var values = new float[payload.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleBigEndian(payload.AsSpan(i * sizeof(float)));
        return new IdxArray<float>(header.Dimensions, values);
    }

    private static (IdxHeader Header, byte[] Payload) Read(string path, IdxType type, int rank)
    {
        using var file = File.OpenRead(path);
        try
        {
            if (!StartsAsGzip(file))
                return ReadContents(file, path, type, rank, file.Length);
            using var unzipped = new GZipStream(file, CompressionMode.Decompress);
            return ReadContents(unzipped, path, type, rank, length: null);
        }
        catch (InvalidDataException e)
        {
            throw new IdxFormatException(path, "its gzip compression is damaged.", e);
        }
    }

    private static bool StartsAsGzip(FileStream file)
    {
        var gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return gzip;
    }

    private static (IdxHeader Header, byte[] Payload) ReadContents(Stream stream, string path, IdxType type, int rank, long? length)
    {
        var header = IdxHeader.Read(stream, path, type, rank);
        var wanted = PayloadLength(header, path);
        if (length - IdxHeader.Length(rank) is { } present && present != wanted)
            throw WrongLength(header, path, wanted, present.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var payload = ReadUpTo(stream, wanted);
        if (payload.Length < wanted)
            throw WrongLength(header, path, wanted, $"only {payload.Length}");
        if (stream.ReadByte() >= 0)
            throw WrongLength(header, path, wanted, "more");
        return (header, payload);
    }

    private static int PayloadLength(IdxHeader header, string path)
    {
        try
        {
            return header.PayloadLength();
        }
        catch (OverflowException e)
        {
            throw new IdxFormatException(path, $"its dimensions {Text(header)} need more than {Array.MaxLength} bytes.", e);
        }
    }

    private static byte[] ReadUpTo(Stream stream, int count)
    {
        var bytes = new byte[Math.Min(count, FirstBlock)];
        var filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            if (filled < bytes.Length)
                return bytes[..filled];
            if (filled == count)
                return bytes;
            Array.Resize(ref bytes, (int)Math.Min(count, 2L * filled));
        }
    }

    private static IdxFormatException WrongLength(IdxHeader header, string path, int wanted, string got) =>
        new(path, $"its dimensions {Text(header)} ask for {wanted} bytes after the header, got {got}.");

    private static string Text(IdxHeader header) => string.Join(" x ", header.Dimensions);
}
