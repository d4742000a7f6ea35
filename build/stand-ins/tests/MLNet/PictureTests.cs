using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

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

    [Fact]
    public void CloneWithResizing_FillToHalf_TakesTheFirstOfEachTwoInSkiasOrderOfColours()
    {
        byte[] pixels = [1, 1, 1, 255, 2, 2, 2, 255, 3, 3, 3, 255, 4, 4, 4, 255];
        Assert.Equal([1, 3], Halve(MLPixelFormat.Bgra32));
        Assert.Equal([2, 4], Halve(MLPixelFormat.Rgba32));

        byte[] Halve(MLPixelFormat format)
        {
            using var image = MLImage.CreateFromPixels(4, 1, format, pixels);
            var context = new MLContext();
            var view = context.Data.LoadFromEnumerable([new Wide { Image = image }]);
            var half = context.Transforms.ResizeImages("Image", 2, 1, resizing: ImageResizingEstimator.ResizingKind.Fill).Fit(view).Transform(view);
            using var made = half.GetColumn<MLImage>("Image").Single();
            return [made.Pixels[0], made.Pixels[4]];
        }
    }

    [Fact]
    public void Save_PaddedImage_IsOpaqueInTheFile()
    {
        using var image = MLImage.CreateFromPixels(4, 1, MLPixelFormat.Bgra32, Enumerable.Repeat((byte)255, 16).ToArray());
        var context = new MLContext();
        var view = context.Data.LoadFromEnumerable([new Wide { Image = image }]);
        var padded = context.Transforms.ResizeImages("Image", 4, 3, resizing: ImageResizingEstimator.ResizingKind.IsoPad).Fit(view).Transform(view);
        using var made = padded.GetColumn<MLImage>("Image").Single();
        using var back = RoundTrip(made);
        Assert.Equal([0, 0, 0, 0], made.Pixels[..4].ToArray());
        Assert.Equal([0, 0, 0, 255], back.Pixels[..4].ToArray());
        Assert.Equal([255, 255, 255, 255], back.Pixels[16..20].ToArray());
    }

    private sealed class Wide
    {
        [ImageType(1, 4)]
        public MLImage? Image { get; set; }
    }

    private string Save(MLImage image)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid()}.png");
        image.Save(path);
        return path;
    }

    private MLImage RoundTrip(MLImage image) => MLImage.CreateFromFile(Save(image));
}
