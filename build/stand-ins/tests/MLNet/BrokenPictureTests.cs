using System.Buffers.Binary;
using Microsoft.ML.Data;

namespace StandIns.Tests.MLNet;

/// <summary>Truncated, corrupt and enormous files: what Skia makes of them, by its source.</summary>
public sealed class BrokenPictureTests : IDisposable
{
    private const int Size = 96;

    private readonly string _folder = Directory.CreateTempSubdirectory("stand-in-pictures").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    public void CreateFromStream_TruncatedFile_KeepsTheRowsThatAreThere(string extension)
    {
        var file = Noise(extension);
        using var image = Open(file[..(file.Length * 3 / 4)]);

        Assert.Equal((Size, Size), (image.Width, image.Height));
        Assert.Contains(Row(image, 5), value => value is not (0 or 255));
        Assert.All(Row(image, Size - 1), value => Assert.True(value is 0 or 255));
    }

    [Fact]
    public void CreateFromStream_TruncatedBmp_KeepsTheBottomRows()
    {
        var file = Bmp(Size, Size, Enumerable.Repeat((byte)9, Size * 3 * Size).ToArray());
        using var image = Open(file[..(file.Length / 2)]);

        Assert.Equal([9, 9, 9, 255], Row(image, Size - 1)[..4]);
        Assert.Equal([0, 0, 0, 255], Row(image, 0)[..4]);
    }

    [Fact]
    public void CreateFromStream_PngWithABrokenByte_IsRefused()
    {
        var file = Noise(".png");
        file[file.Length / 2] ^= 0xFF;
        Assert.Throws<ArgumentException>(() => Open(file));
    }

    [Fact]
    public void CreateFromStream_JpegWithBrokenBytes_IsDecodedNevertheless()
    {
        var file = Noise(".jpg");
        file.AsSpan(file.Length / 2, 20).Fill(0x55);
        using var image = Open(file);
        Assert.Equal(Size, image.Height);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    [InlineData(".bmp")]
    public void CreateFromStream_HeaderOfAnEnormousPicture_AllocatesNothing(string extension)
    {
        var file = extension == ".bmp" ? Bmp(60_000, 60_000, [1, 2, 3]) : WithSize(Noise(extension), extension, 60_000);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var exception = Assert.Throws<Exception>(() => Open(file));

        Assert.Equal("Unable to allocate pixels for the bitmap.", exception.Message);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 10 << 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void CreateFromStream_AnyBytesChanged_IsAPictureOrRefused(int kind)
    {
        var random = new Random(kind);
        byte[] sound = kind switch { 0 => Noise(".png"), 1 => Noise(".jpg"), _ => Bmp(8, 8, new byte[192]) };
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var file = (byte[])sound.Clone();
            for (var change = 0; change < 3; change++)
                file[random.Next(54, Math.Min(file.Length, 2000))] = (byte)random.Next(256);
            try
            {
                using var image = Open(file);
                Assert.Equal(image.Width * image.Height * 4, image.Pixels.Length);
            }
            catch (Exception exception)
            {
                Assert.True(exception is ArgumentException { ParamName: "imageStream" } || exception.Message.StartsWith("Unable to allocate", StringComparison.Ordinal));
            }
        }
    }

    private static MLImage Open(byte[] file) => MLImage.CreateFromStream(new MemoryStream(file));

    private static byte[] Row(MLImage image, int y) => image.Pixels.Slice(y * image.Width * 4, image.Width * 4).ToArray();

    private byte[] Noise(string extension)
    {
        var pixels = new byte[Size * Size * 4];
        new Random(1).NextBytes(pixels);
        for (var alpha = 3; alpha < pixels.Length; alpha += 4)
            pixels[alpha] = 255;
        using var image = MLImage.CreateFromPixels(Size, Size, MLPixelFormat.Bgra32, pixels);
        var path = Path.Combine(_folder, "noise" + extension);
        image.Save(path);
        return File.ReadAllBytes(path);
    }

    private static byte[] WithSize(byte[] file, string extension, ushort size)
    {
        if (extension == ".png")
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), size);
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), size);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc(file.AsSpan(12, 17)));
            return file;
        }

        var frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 5), size);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 7), size);
        return file;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }

    private static byte[] Bmp(int width, int height, byte[] pixels)
    {
        var file = new byte[54 + pixels.Length];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        file[26] = 1;
        file[28] = 24;
        pixels.CopyTo(file, 54);
        return file;
    }
}
