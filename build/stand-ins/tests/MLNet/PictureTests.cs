using Microsoft.ML.Data;

namespace StandIns.Tests.MLNet;

/// <summary>Pictures where Skia's own ways show.</summary>
public sealed class PictureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stand-in-pictures").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void CreateFromFile_AnyFile_IsBlueFirstAsSkiaIsOnLinux()
    {
        using var image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Rgba32, [1, 2, 3, 255]);
        using var back = RoundTrip(image);
        Assert.Equal(MLPixelFormat.Bgra32, back.PixelFormat);
        Assert.Equal([3, 2, 1, 255], back.Pixels.ToArray());
    }

    [Fact]
    public void Save_Translucent_DividesByAlphaAndMultipliesOnTheWayBack()
    {
        // Half transparent, colours premultiplied: the file holds 200, 100, 50.
        using var image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [100, 50, 25, 128]);
        using var back = RoundTrip(image);
        Assert.Equal([100, 50, 25, 128], back.Pixels.ToArray());
        Assert.Equal([199, 100, 50], image.GetBGRPixels);
    }

    [Fact]
    public void Save_Noise_IsLargerThanItsPixelsAndComesBack()
    {
        var pixels = new byte[301 * 207 * 4];
        new Random(1).NextBytes(pixels);
        for (var alpha = 3; alpha < pixels.Length; alpha += 4)
            pixels[alpha] = 255;
        using var image = MLImage.CreateFromPixels(301, 207, MLPixelFormat.Bgra32, pixels);
        using var back = RoundTrip(image);
        Assert.Equal(pixels, back.Pixels.ToArray());
    }

    [Theory]
    [InlineData(".bmp")]
    [InlineData(".webp")]
    public void Save_FormatWithoutAnEncoder_HasTheExceptionOfAFailedEncode(string extension)
    {
        using var image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Rgba32, new byte[4]);
        Assert.Throws<ArgumentException>(() => image.Save(Path.Combine(_folder, "a" + extension)));
    }

    private string Save(MLImage image)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid()}.png");
        image.Save(path);
        return path;
    }

    private MLImage RoundTrip(MLImage image) => MLImage.CreateFromFile(Save(image));
}
