using System.Buffers.Binary;
using Microsoft.ML.Vae.Kernels;
using SkiaSharp;

namespace Microsoft.ML.Vae.Images;

/// <summary>
/// PNG files of 16-bit grey, of which SkiaSharp keeps 8 bits. A file of 8 bits per channel and twice as many channels has the same bytes
/// (PNG specification, sections 7.2 and 9.2: filters work on bytes of whole pixels), so with another header SkiaSharp delivers both halves
/// of each level: grey as grey and alpha, grey with alpha as red, green, blue and alpha.
/// </summary>
internal static class Gray16Png
{
    private const byte Gray = 0;
    private const byte GrayAlpha = 4;
    private const byte ColorAlpha = 6;
    private const int HeaderChunk = PngChunks.SignatureLength;   // where it stands
    private const int BitDepth = HeaderChunk + 16;
    private const int ColorType = HeaderChunk + 17;
    private const int HeaderEnd = HeaderChunk + 25;

    public static bool Is(ReadOnlySpan<byte> file) =>
        file.Length >= HeaderEnd && PngChunks.IsPng(file) && file[BitDepth] == 16 && file[ColorType] is Gray or GrayAlpha;

    /// <summary>Decodes all pixels to 8 bits per channel, multiplied by alpha.</summary>
    /// <exception cref="InvalidDataException">The pixels are damaged.</exception>
    public static SKBitmap Decode(ReadOnlySpan<byte> file, GrayWindow window)
    {
        using SKData data = SKData.CreateCopy(Repack(file, out int transparent));
        using SKCodec codec = SKCodec.Create(data) ?? throw new InvalidDataException("its pixels are missing");
        bool hasAlpha = file[ColorType] == GrayAlpha;
        SKBitmap bitmap = ImageFile.Decode(
            codec, new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        Span<byte> pixels = Pixels(bitmap);
        GrayScale scale = window.Low is { } low
            ? new GrayScale(low, window.High!.Value)
            : Extremes(pixels, hasAlpha, transparent);
        for (int i = 0; i < pixels.Length; i += Canvas.BytesPerPixel)
        {
            Span<byte> pixel = pixels.Slice(i, Canvas.BytesPerPixel);
            (int level, int alpha) = Read(pixel, hasAlpha, transparent);
            pixel[..3].Fill((byte)((scale.ToByte(level) * alpha + 127) / 255));
            pixel[3] = (byte)alpha;
        }
        return bitmap;
    }

    private static unsafe Span<byte> Pixels(SKBitmap bitmap) => new((void*)bitmap.GetPixels(), bitmap.ByteCount);

    private static GrayScale Extremes(ReadOnlySpan<byte> pixels, bool hasAlpha, int transparent)
    {
        (int least, int greatest) = (ushort.MaxValue, 0);
        for (int i = 0; i < pixels.Length; i += Canvas.BytesPerPixel)
        {
            (int level, int alpha) = Read(pixels.Slice(i, Canvas.BytesPerPixel), hasAlpha, transparent);
            if (alpha > 0)
                (least, greatest) = (Math.Min(least, level), Math.Max(greatest, level));
        }
        return new GrayScale(least, Math.Max(greatest, least + 1));
    }

    /// <summary>The level, and alpha in 8 bits.</summary>
    private static (int Level, int Alpha) Read(ReadOnlySpan<byte> pixel, bool hasAlpha, int transparent)
    {
        if (hasAlpha)
            return (pixel[0] << 8 | pixel[1], ((pixel[2] << 8 | pixel[3]) + 128) / 257);
        int level = pixel[0] << 8 | pixel[3];
        return (level, level == transparent ? 0 : 255);
    }

    /// <summary>The same pixels under the other header, without the chunks that do not matter or do not fit to it.</summary>
    private static ReadOnlySpan<byte> Repack(ReadOnlySpan<byte> file, out int transparent)
    {
        var packed = new byte[file.Length];
        file[..HeaderEnd].CopyTo(packed);
        packed[BitDepth] = 8;
        packed[ColorType] = file[ColorType] == Gray ? GrayAlpha : ColorAlpha;
        int crc = HeaderEnd - sizeof(uint);
        BinaryPrimitives.WriteUInt32BigEndian(
            packed.AsSpan(crc), Crc32.Of(packed.AsSpan(HeaderChunk + 4, crc - HeaderChunk - 4)));
        int length = HeaderEnd;
        transparent = -1;
        foreach (PngChunk chunk in new PngChunks(file))
        {
            if (chunk.Is("tRNS"u8) && chunk.Data.Length == 2 && file[ColorType] == Gray)
                transparent = BinaryPrimitives.ReadUInt16BigEndian(chunk.Data);
            if (!chunk.Is("IDAT"u8) && !chunk.Is("IEND"u8))
                continue;
            chunk.Whole.CopyTo(packed.AsSpan(length));
            length += chunk.Whole.Length;
        }
        return packed.AsSpan(0, length);
    }

    /// <summary>Maps levels to bytes, to the nearest.</summary>
    private readonly struct GrayScale(int low, int high)
    {
        public int ToByte(int level) => (2 * 255 * (Math.Clamp(level, low, high) - low) + (high - low)) / (2 * (high - low));
    }
}
