using System.Buffers.Binary;
using Microsoft.ML.Transforms.Image;
using SkiaSharp;

namespace Microsoft.ML.Vae.Tests.Images.Loading;

/// <summary>Images are loaded upright, whichever way their pixels are stored.</summary>
public sealed class OrientationTests : IDisposable
{
    private readonly LoadedFiles _files = new();

    public static TheoryData<int> Orientations => [.. Enumerable.Range(1, 8)];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Load_Png_IsUpright(int orientation)
    {
        Rgb[,] upright = Rgb.Scene(5, 3);

        _files.Load(Png(Stored(upright, orientation), Exif(orientation, isBig: orientation % 2 == 0)), 5, 3).ShouldBe(upright);
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Load_Jpeg_IsUpright(int orientation)
    {
        // Blocks of 16 pixels, the unit of JPEG.
        Rgb[,] upright = Rgb.Make(48, 32, (x, y) => (x / 16, y / 16) switch
        {
            (0, 0) => new Rgb(255, 0, 0),
            (1, 0) => new Rgb(0, 255, 0),
            (2, 1) => new Rgb(0, 0, 255),
            _ => new Rgb(60, 60, 60),
        });
        byte[] file = ImageFiles.WithOrientation(LoadedFiles.Encode(Stored(upright, orientation), SKEncodedImageFormat.Jpeg), (byte)orientation);

        Rgb.MeanDistance(_files.Load(file, 48, 32), upright).ShouldBeLessThan(6);   // 2 in all orientations; turned wrongly, 60 and more
        Rgb.MeanDistance(_files.Load(file, 3, 2), Rgb.Make(3, 2, (x, y) => upright[y * 16, x * 16])).ShouldBeLessThan(6);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(3, true)]
    public void Load_WebP_IsUpright(int orientation, bool hasPrefix)
    {
        Rgb[,] upright = Rgb.Make(32, 16, (x, _) => x < 16 ? Rgb.Gray(250) : Rgb.Gray(5));
        byte[] file = LoadedFiles.Encode(Stored(upright, orientation), SKEncodedImageFormat.Webp);
        byte[] exif = Exif(orientation, isBig: false);

        Rgb.MeanDistance(_files.Load(WithExif(file, hasPrefix ? [.. "Exif\0\0"u8, .. exif] : exif), 32, 16), upright).ShouldBeLessThan(6);
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Load_CroppedOrPadded_IsAsIfStoredUpright(int orientation)
    {
        Rgb[,] upright = Rgb.Scene(21, 13);
        foreach (ImageResizingEstimator.ResizingKind resizing in Enum.GetValues<ImageResizingEstimator.ResizingKind>())
        {
            foreach ((int width, int height) in ((int, int)[])[(8, 8), (6, 11), (40, 17)])
            {
                ImageFileOptions options = _files.Options with { ImageWidth = width, ImageHeight = height, Resizing = resizing };

                Rgb[,] turned = _files.Load(Png(Stored(upright, orientation), Exif(orientation, isBig: true)), options);

                // Sums in another order round differently.
                Rgb.Distance(turned, _files.Load(LoadedFiles.Encode(upright), options)).ShouldBeLessThanOrEqualTo(1);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Load_InvalidOrientation_IsIgnored(int orientation)
    {
        Rgb[,] image = Rgb.Scene(5, 3);

        _files.Load(Png(image, Exif(orientation, isBig: true)), 5, 3).ShouldBe(image);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { (byte)'M', (byte)'M', 0, 42 })]
    [InlineData(new byte[] { (byte)'M', (byte)'M', 0, 42, 255, 255, 255, 255 })]
    [InlineData(new byte[] { (byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 255, 255, 1 })]
    public void Load_DamagedExif_IsIgnored(byte[] exif)
    {
        Rgb[,] image = Rgb.Scene(5, 3);

        _files.Load(Png(image, exif), 5, 3).ShouldBe(image);
    }

    /// <summary>How an upright image is stored; the definition of EXIF's values.</summary>
    private static Rgb[,] Stored(Rgb[,] upright, int orientation)
    {
        (int height, int width) = (upright.GetLength(0), upright.GetLength(1));
        (int right, int bottom) = (width - 1, height - 1);
        return orientation switch
        {
            1 => upright,
            2 => Rgb.Make(width, height, (x, y) => upright[y, right - x]),
            3 => Rgb.Make(width, height, (x, y) => upright[bottom - y, right - x]),
            4 => Rgb.Make(width, height, (x, y) => upright[bottom - y, x]),
            5 => Rgb.Make(height, width, (x, y) => upright[x, y]),
            6 => Rgb.Make(height, width, (x, y) => upright[x, right - y]),
            7 => Rgb.Make(height, width, (x, y) => upright[bottom - x, right - y]),
            _ => Rgb.Make(height, width, (x, y) => upright[bottom - x, y]),
        };
    }

    private static byte[] Png(Rgb[,] pixels, byte[] exif) => new PngFile(pixels.GetLength(1), pixels.GetLength(0), 8, PngFile.Color)
    {
        Pixel = (x, y) => [pixels[y, x].Red, pixels[y, x].Green, pixels[y, x].Blue],
        Chunks = [("eXIf", exif)],
    }.Write();

    /// <summary>EXIF data with another entry first.</summary>
    private static byte[] Exif(int orientation, bool isBig)
    {
        byte[] Short(int value) => isBig ? [(byte)(value >> 8), (byte)value] : [(byte)value, (byte)(value >> 8)];
        byte[] Long(int value) => isBig ? [0, 0, .. Short(value)] : [.. Short(value), 0, 0];
        return
        [
            .. isBig ? "MM"u8 : "II"u8, .. Short(42), .. Long(8), .. Short(2),
            .. Short(0x100), .. Short(4), .. Long(1), .. Long(7),
            .. Short(0x112), .. Short(3), .. Long(1), .. Short(orientation), 0, 0,
            .. Long(0),
        ];
    }

    /// <summary>A WebP file in the extended form, which can hold EXIF data.</summary>
    private static byte[] WithExif(byte[] webp, byte[] exif)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(webp));
        (int right, int bottom) = (codec.Info.Width - 1, codec.Info.Height - 1);
        byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
            return [.. type, .. length, .. data, .. new byte[data.Length % 2]];
        }
        byte[] image = webp[12..].AsSpan().StartsWith("VP8X"u8) ? webp[30..] : webp[12..];
        byte[] content =
        [
            .. "WEBP"u8,
            .. Chunk("VP8X"u8, [8, 0, 0, 0, (byte)right, (byte)(right >> 8), 0, (byte)bottom, (byte)(bottom >> 8), 0]),
            .. image, .. Chunk("EXIF"u8, exif),
        ];
        return Chunk("RIFF"u8, content);
    }
}
