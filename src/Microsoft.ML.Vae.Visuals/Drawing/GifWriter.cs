using System.Buffers.Binary;

namespace Microsoft.ML.Vae.Visuals.Drawing;

/// <summary>
/// Writes animated GIF files ("Graphics Interchange Format", version 89a, CompuServe, 1990) with one table of colours: header, screen,
/// colours, the extension that repeats the animation, then for each frame its duration and its indices, compressed.
/// </summary>
internal static class GifWriter
{
    private const byte Extension = 0x21, Application = 0xFF, GraphicControl = 0xF9, Image = 0x2C, Trailer = 0x3B;
    private const byte HasTable = 0x80, BitsPerChannel = 7 << 4;
    private const byte KeepFrame = 1 << 2;
    private const int MostSide = ushort.MaxValue;

    public static byte[] Write(IReadOnlyList<Picture> frames, TimeSpan duration)
    {
        (int width, int height) = (frames[0].Width, frames[0].Height);
        if (Math.Max(width, height) > MostSide)
            throw new InvalidOperationException(FormattableString.Invariant($"A GIF file of {width} x {height} pixels is too large."));
        ColorTable colors = ColorTable.Of(frames);
        using var file = new MemoryStream();
        file.Write("GIF89a"u8);
        WriteShort(file, width);
        WriteShort(file, height);
        file.Write([(byte)(HasTable | BitsPerChannel | colors.Bits - 1), 0, 0]);
        file.Write(colors.Rgb);
        file.Write([Extension, Application, 11]);
        file.Write("NETSCAPE2.0"u8);
        file.Write([3, 1, 0, 0, 0]);   // repeats without end
        int hundredths = (int)Math.Clamp(Math.Round(duration.TotalMilliseconds / 10), 2, ushort.MaxValue);
        foreach (Picture frame in frames)
        {
            file.Write([Extension, GraphicControl, 4, KeepFrame]);
            WriteShort(file, hundredths);
            file.Write([0, 0, Image]);
            WriteShort(file, 0);
            WriteShort(file, 0);
            WriteShort(file, width);
            WriteShort(file, height);
            file.WriteByte(0);
            LzwEncoder.Write(file, colors.IndicesOf(frame), Math.Max(2, colors.Bits));
        }
        file.WriteByte(Trailer);
        return file.ToArray();
    }

    private static void WriteShort(Stream file, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        file.Write(bytes);
    }
}
