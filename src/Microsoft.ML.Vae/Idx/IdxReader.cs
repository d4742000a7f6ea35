using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Idx;

/// <summary>Reads whole IDX files. Memory is only taken for bytes that have arrived.</summary>
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
        float[] values = new float[payload.Length / sizeof(float)];
        ToSingles(payload, values);
        return new IdxArray<float>(header.Dimensions, values);
    }

    /// <summary>Floats of an IDX file's bytes.</summary>
    public static void ToSingles(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        Span<int> bits = MemoryMarshal.Cast<float, int>(values);
        MemoryMarshal.Cast<byte, int>(bytes).CopyTo(bits);
        if (BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(bits, bits);
    }

    private static (IdxHeader Header, byte[] Payload) Read(string path, IdxType type, int rank)
    {
        using IdxFile file = IdxFile.Open(path, type, rank);
        if (file.PayloadLength > Array.MaxLength)
            throw file.TooLarge();
        byte[] payload = ReadUpTo(file, (int)file.PayloadLength);
        if (payload.Length < file.PayloadLength)
            throw file.WrongLength(string.Create(CultureInfo.InvariantCulture, $"only {payload.Length}"));
        file.CheckEnd();
        return (file.Header, payload);
    }

    private static byte[] ReadUpTo(IdxFile file, int count)
    {
        byte[] bytes = new byte[Math.Min(count, FirstBlock)];
        int filled = 0;
        while (true)
        {
            filled += file.ReadUpTo(bytes.AsSpan(filled));
            if (filled < bytes.Length)
                return bytes[..filled];
            if (filled == count)
                return bytes;
            Array.Resize(ref bytes, (int)Math.Min(count, 2L * filled));
        }
    }
}
