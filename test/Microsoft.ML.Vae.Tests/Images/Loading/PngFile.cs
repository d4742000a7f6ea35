using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.ML.Vae.Kernels;

namespace Microsoft.ML.Vae.Tests.Images.Loading;

/// <summary>PNG files as the specification allows them: any depth, filter, interlacing and chunks.</summary>
internal sealed record PngFile(int Width, int Height, byte BitDepth, byte ColorType)
{
    public const byte Gray = 0, Color = 2, Palette = 3, GrayAlpha = 4, ColorAlpha = 6;

    private static readonly (int X, int Y, int StepX, int StepY)[] _passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The bytes of a pixel; a row of pixels of fewer bits is one "pixel" of all its bytes.</summary>
    public required Func<int, int, byte[]> Pixel { get; init; }

    /// <summary>The filter of a row.</summary>
    public Func<int, byte> Filter { get; init; } = _ => 0;

    public bool IsInterlaced { get; init; }

    /// <summary>Chunks before the pixels.</summary>
    public (string Type, byte[] Data)[] Chunks { get; init; } = [];

    /// <summary>Bytes of pixels per chunk.</summary>
    public int ChunkLength { get; init; } = int.MaxValue;

    /// <summary>Where a chunk's data stand in a file.</summary>
    public static int Find(byte[] file, string type) => file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(type)) + 4;

    public byte[] Write()
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach ((int x, int y, int stepX, int stepY) in IsInterlaced ? _passes : [(0, 0, 1, 1)])
                WritePass(zlib, x, y, stepX, stepY);
        }
        byte[] header = [.. BigEndian(Width), .. BigEndian(Height), BitDepth, ColorType, 0, 0, IsInterlaced ? (byte)1 : (byte)0];
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n',
            .. Chunk("IHDR", header),
            .. Chunks.SelectMany(chunk => Chunk(chunk.Type, chunk.Data)),
            .. compressed.ToArray().Chunk(ChunkLength).SelectMany(part => Chunk("IDAT", part)),
            .. Chunk("IEND", []),
        ];
    }

    private void WritePass(Stream stream, int startX, int startY, int stepX, int stepY)
    {
        byte[]? above = null;
        for (int y = startY; y < Height && startX < Width; y += stepY)
        {
            int pixels = BitDepth < 8 ? 1 : (Width - startX + stepX - 1) / stepX;
            byte[][] row = [.. Enumerable.Range(0, pixels).Select(i => Pixel(startX + i * stepX, y))];
            byte[] bytes = [.. row.SelectMany(pixel => pixel)];
            stream.WriteByte(Filter(y));
            stream.Write(Filtered(bytes, above ?? new byte[bytes.Length], BitDepth < 8 ? 1 : row[0].Length, Filter(y)));
            above = bytes;
        }
    }

    private static byte[] Filtered(byte[] row, byte[] above, int bytesPerPixel, byte filter) =>
    [
        .. row.Select((value, i) =>
        {
            bool hasLeft = i >= bytesPerPixel;
            (int left, int corner) = hasLeft ? (row[i - bytesPerPixel], above[i - bytesPerPixel]) : (0, 0);
            return (byte)(value - filter switch
            {
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                4 => Paeth(left, above[i], corner),
                _ => 0,
            });
        }),
    ];

    private static int Paeth(int left, int above, int corner)
    {
        int estimate = left + above - corner;
        (int l, int a, int c) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        return l <= a && l <= c ? left : a <= c ? above : corner;
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. BigEndian(data.Length), .. body, .. BigEndian((int)Crc32.Of(body))];
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
