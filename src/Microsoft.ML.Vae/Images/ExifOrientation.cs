using System.Buffers.Binary;

namespace Microsoft.ML.Vae.Images;

/// <summary>
/// The orientation in the EXIF data of PNG and WebP files; SkiaSharp 2.88 knows that of JPEG files only.
/// </summary>
internal static class ExifOrientation
{
    private const int Tag = 0x112;
    private const int EntryLength = 12;
    private const ushort Short = 3;

    /// <summary>A value of 1 to 8; null if the file has none.</summary>
    public static int? Find(ReadOnlySpan<byte> file)
    {
        if (PngChunks.IsPng(file))
        {
            foreach (PngChunk chunk in new PngChunks(file))
            {
                if (chunk.Is("eXIf"u8))
                    return OfTiff(chunk.Data);
            }
        }
        return IsWebP(file) ? OfWebP(file[12..]) : null;
    }

    private static bool IsWebP(ReadOnlySpan<byte> file) =>
        file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);

    private static int? OfWebP(ReadOnlySpan<byte> chunks)
    {
        while (chunks.Length >= 8)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]);
            ReadOnlySpan<byte> data = chunks[8..(8 + (int)Math.Min(length, chunks.Length - 8))];
            if (chunks.StartsWith("EXIF"u8))
                return OfTiff(data.StartsWith("Exif\0\0"u8) ? data[6..] : data);
            chunks = chunks[Math.Min(chunks.Length, 8 + data.Length + data.Length % 2)..];
        }
        return null;
    }

    /// <summary>The tag in the first directory.</summary>
    private static int? OfTiff(ReadOnlySpan<byte> tiff)
    {
        bool isBig = tiff.StartsWith("MM"u8);
        if (tiff.Length < 8 || !(isBig || tiff.StartsWith("II"u8)))
            return null;
        uint offset = isBig ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (offset > tiff.Length - 2)
            return null;
        ReadOnlySpan<byte> entries = tiff[((int)offset + 2)..];
        for (int left = Word(tiff[(int)offset..], isBig); left > 0 && entries.Length >= EntryLength; left--)
        {
            if (Word(entries, isBig) == Tag && Word(entries[2..], isBig) == Short)
                return Word(entries[8..], isBig) is int value and >= 1 and <= 8 ? value : null;
            entries = entries[EntryLength..];
        }
        return null;
    }

    private static int Word(ReadOnlySpan<byte> bytes, bool isBig) =>
        isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
