using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Microsoft.ML.Vae.Tests.Images;

/// <summary>Files in formats that SkiaSharp does not write.</summary>
internal static class ImageFiles
{
    /// <summary>Two pixels side by side, blue, green, red, without compression.</summary>
    public static byte[] Bitmap(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var file = new byte[14 + 40 + 8];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 14 + 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), 2);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), 24);
        left.CopyTo(file.AsSpan(54));
        right.CopyTo(file.AsSpan(57));
        return file;
    }

    /// <summary>An icon that holds a PNG.</summary>
    public static byte[] Icon(byte[] png, byte width, byte height)
    {
        byte[] header = [0, 0, 1, 0, 1, 0, width, height, 0, 0, 1, 0, 32, 0, .. new byte[4], 22, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(14), png.Length);
        return [.. header, .. png];
    }

    /// <summary>Frames of 2 × 1 pixels, all of one color each.</summary>
    public static byte[] Gif(params (byte Red, byte Green, byte Blue)[] frames)
    {
        List<byte> file = [.. "GIF89a"u8, 2, 0, 1, 0, 0x91, 0, 0];
        for (int i = 0; i < 4; i++)
            file.AddRange(i < frames.Length ? [frames[i].Red, frames[i].Green, frames[i].Blue] : [0, 0, 0]);
        for (byte i = 0; i < frames.Length; i++)
        {
            // Codes of three bits, lowest first: clear (4), the color twice, end (5).
            int codes = 4 | i << 3 | i << 6 | 5 << 9;
            file.AddRange([0x2C, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2, 2, (byte)codes, (byte)(codes >> 8), 0]);
        }
        return [.. file, 0x3B];
    }

    /// <summary>A PNG of one row.</summary>
    /// <param name="width">Its pixels.</param>
    /// <param name="bitDepth">Bits per channel.</param>
    /// <param name="colorType">PNG's: 0 grey, 2 color, 6 color with alpha.</param>
    /// <param name="row">The pixels as they are stored.</param>
    /// <param name="gamma">A gamma chunk in hundred-thousandths; null: none.</param>
    public static byte[] Png(int width, byte bitDepth, byte colorType, byte[] row, int? gamma = null)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write([0, .. row]);
        byte[] header = [.. BigEndian(width), .. BigEndian(1), bitDepth, colorType, 0, 0, 0];
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n',
            .. Chunk("IHDR", header),
            .. gamma is { } value ? Chunk("gAMA", BigEndian(value)) : [],
            .. Chunk("IDAT", compressed.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    /// <summary>A JPEG with an orientation among its EXIF data.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] tiff = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        byte[] exif = [.. "Exif"u8, 0, 0, .. tiff];
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    /// <summary>A grey TIFF of one pixel.</summary>
    public static byte[] Tiff()
    {
        (ushort Tag, uint Value)[] tags = [(256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, 1), (279, 1)];
        List<byte> file = [.. "II"u8, 42, 0, 10, 0, 0, 0, 128, 0, (byte)tags.Length, 0];
        foreach ((ushort tag, uint value) in tags)
            file.AddRange([(byte)tag, (byte)(tag >> 8), 4, 0, 1, 0, 0, 0, (byte)value, 0, 0, 0]);
        return [.. file, 0, 0, 0, 0];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. BigEndian(data.Length), .. body, .. BigEndian((int)Checksum(body))];
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static uint Checksum(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }
        return ~crc;
    }
}
