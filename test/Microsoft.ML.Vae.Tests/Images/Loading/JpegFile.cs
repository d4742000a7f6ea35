namespace Microsoft.ML.Vae.Tests.Images.Loading;

/// <summary>JPEG files that SkiaSharp does not write.</summary>
internal static class JpegFile
{
    /// <summary>Eight by eight pixels of one color, as printers' inks (255: none), as Adobe's programs write them.</summary>
    public static byte[] Cmyk(byte cyan, byte magenta, byte yellow, byte black)
    {
        byte[] quantization = [0, .. Enumerable.Repeat((byte)1, 64)];
        byte[] frame = [8, 0, 8, 0, 8, 4, .. Enumerable.Range(1, 4).SelectMany(i => (byte[])[(byte)i, 0x11, 0])];
        byte[] scan = [4, .. Enumerable.Range(1, 4).SelectMany(i => (byte[])[(byte)i, 0]), 0, 63, 0];
        // Twelve codes of four bits for the sizes of means, and one of a bit for the end of a block.
        byte[] means = [0x00, 0, 0, 0, 12, .. new byte[12], .. Enumerable.Range(0, 12).Select(i => (byte)i)];
        byte[] others = [0x10, 1, .. new byte[15], 0];
        return
        [
            0xFF, 0xD8,
            .. Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]),
            .. Segment(0xDB, quantization), .. Segment(0xC0, frame), .. Segment(0xC4, means), .. Segment(0xC4, others),
            .. Segment(0xDA, scan), .. Bits(string.Concat(((byte[])[cyan, magenta, yellow, black]).Select(Block))),
            0xFF, 0xD9,
        ];
    }

    private static string Block(byte level)
    {
        int mean = 8 * (level - 128), size = mean == 0 ? 0 : (int)Math.Log2(Math.Abs(mean)) + 1;
        int bits = mean < 0 ? mean + (1 << size) - 1 : mean;
        return size.ToString("b4", null) + (size == 0 ? "" : bits.ToString("b" + size, null)) + "0";
    }

    private static IEnumerable<byte> Bits(string bits) => bits.Chunk(8)
        .Select(part => Convert.ToByte(new string(part).PadRight(8, '1'), 2))
        .SelectMany(value => value == 0xFF ? (byte[])[0xFF, 0] : [value]);

    private static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, 0, (byte)(data.Length + 2), .. data];
}
