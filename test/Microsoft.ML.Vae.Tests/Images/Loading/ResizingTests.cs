using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Images;
using SkiaSharp;
using static Microsoft.ML.Transforms.Image.ImageResizingEstimator;

namespace Microsoft.ML.Vae.Tests.Images.Loading;

/// <summary>Sizes and proportions.</summary>
public sealed class ResizingTests : IDisposable
{
    private readonly LoadedFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(40, 30, 8, 6)]
    [InlineData(41, 31, 7, 5)]
    [InlineData(13, 29, 12, 3)]
    [InlineData(9, 9, 1, 1)]
    public void Fill_Smaller_AveragesTheArea(int width, int height, int targetWidth, int targetHeight)
    {
        Rgb[,] image = Rgb.Scene(width, height);

        Rgb[,] expected = Rgb.Make(targetWidth, targetHeight, (x, y) => Mean(
            image, x * (double)width / targetWidth, (x + 1) * (double)width / targetWidth,
            y * (double)height / targetHeight, (y + 1) * (double)height / targetHeight));
        // Half a level, rounded the other way.
        Rgb.Distance(Resize(image, targetWidth, targetHeight, ResizingKind.Fill), expected).ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData(5, 4, 17, 13)]
    [InlineData(1, 1, 4, 4)]
    [InlineData(3, 2, 3, 9)]
    public void Fill_Larger_InterpolatesBetweenCenters(int width, int height, int targetWidth, int targetHeight)
    {
        Rgb[,] image = Rgb.Scene(width, height);

        Rgb[,] expected = Rgb.Make(targetWidth, targetHeight, (x, y) => Between(
            image, (x + 0.5) * width / targetWidth - 0.5, (y + 0.5) * height / targetHeight - 0.5));
        Rgb.Distance(Resize(image, targetWidth, targetHeight, ResizingKind.Fill), expected).ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData(ResizingKind.Fill)]
    [InlineData(ResizingKind.IsoCrop)]
    [InlineData(ResizingKind.IsoPad)]
    public void Resize_ToTheSameSize_ChangesNothing(ResizingKind resizing)
    {
        Rgb[,] image = Rgb.Scene(23, 17);

        Resize(image, 23, 17, resizing).ShouldBe(image);
    }

    [Fact]
    public void IsoCrop_OtherProportions_KeepsTheCenter()
    {
        Rgb[,] image = Rgb.Scene(30, 10);

        Resize(image, 10, 10, ResizingKind.IsoCrop).ShouldBe(Rgb.Make(10, 10, (x, y) => image[y, x + 10]));
        Rgb.Distance(Resize(image, 5, 5, ResizingKind.IsoCrop), Rgb.Make(5, 5, (x, y) => Mean(image, 10 + 2 * x, 12 + 2 * x, 2 * y, 2 * y + 2)))
            .ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void IsoPad_OtherProportions_AddsBordersOfTheBackground()
    {
        Rgb[,] image = Rgb.Scene(10, 4);
        ImageFileOptions options = _files.Options with
        {
            ImageWidth = 10,
            ImageHeight = 11,
            Resizing = ResizingKind.IsoPad,
            BackgroundColor = System.Drawing.Color.FromArgb(1, 2, 3),
        };

        Rgb[,] pixels = _files.Load(LoadedFiles.Encode(image), options);

        pixels.ShouldBe(Rgb.Make(10, 11, (x, y) => y is >= 3 and < 7 ? image[y - 3, x] : new Rgb(1, 2, 3)));
    }

    [Fact]
    public void IsoPad_OneImageAfterAnother_ClearsTheBorders()
    {
        ImageFileOptions options = _files.Options with { Resizing = ResizingKind.IsoPad };
        Rgb[,] wide = Rgb.Make(8, 2, (_, _) => Rgb.Gray(200)), high = Rgb.Make(2, 8, (_, _) => Rgb.Gray(100));
        string[] names = [_files.Add("wide", LoadedFiles.Encode(wide)), _files.Add("high", LoadedFiles.Encode(high))];

        Rgb[][,] images = [.. _files.View(options, names).Values<Microsoft.ML.Data.MLImage>(LoadedFiles.Column).Select(Rgb.Of)];

        images[0].Cast<Rgb>().Count(pixel => pixel == Rgb.Gray(200)).ShouldBe(4);
        images[1].Cast<Rgb>().Count(pixel => pixel == Rgb.Gray(100)).ShouldBe(4);
        images.SelectMany(image => image.Cast<Rgb>()).Count(pixel => pixel == Rgb.Gray(0)).ShouldBe(24);
    }

    [Fact]
    public void IsoPad_ExtremeProportions_KeepOnePixel()
    {
        Rgb[,] image = Rgb.Make(400, 1, (_, _) => Rgb.Gray(200));

        Resize(image, 4, 4, ResizingKind.IsoPad).Cast<Rgb>().Count(pixel => pixel == Rgb.Gray(200)).ShouldBe(4);
    }

    /// <summary>Files that are decoded at an eighth to a half of their size look as if all their pixels had been averaged.</summary>
    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, 640, 480, 28)]
    [InlineData(SKEncodedImageFormat.Jpeg, 643, 481, 60)]
    [InlineData(SKEncodedImageFormat.Jpeg, 643, 481, 100)]
    [InlineData(SKEncodedImageFormat.Jpeg, 643, 481, 200)]
    [InlineData(SKEncodedImageFormat.Webp, 643, 481, 28)]
    [InlineData(SKEncodedImageFormat.Webp, 643, 481, 200)]
    public void Resize_MuchLargerFile_IsAsFromAllPixels(SKEncodedImageFormat format, int width, int height, int side)
    {
        byte[] file = LoadedFiles.Encode(Rgb.Scene(width, height), format, quality: 95);
        ImageFileOptions options = _files.Options with { ImageWidth = side, ImageHeight = side };
        Rgb[,] all = _files.Load(file, width, height);

        // Between neighbors the scene changes by up to 20 levels; the decoder's averages differ from the area's by this.
        Rgb[,] expected = _files.Load(LoadedFiles.Encode(all), options);
        Rgb.MeanDistance(_files.Load(file, options), expected).ShouldBeLessThan(1.5);
    }

    [Theory]
    [InlineData(100, 0, 100, 7)]
    [InlineData(100, 12.5, 75, 30)]
    [InlineData(3, 0, 3, 50)]
    [InlineData(7, 1.25, 4.5, 9)]
    [InlineData(501, 0, 500.125, 224)]
    [InlineData(1, 0, 0.125, 1)]
    public void Filter_AnyPart_HasWeightsThatSumToOneWithinTheSource(int source, double begin, double part, int target)
    {
        var filter = AxisFilter.Create(source, begin, part, target);

        for (int i = 0; i < target; i++)
        {
            (int first, float[] weights) = filter[i];
            first.ShouldBeInRange(0, source - weights.Length);
            weights.ShouldAllBe(weight => weight >= 0);
            weights.Sum(weight => (double)weight).ShouldBe(1, 1e-6);   // the weights are floats
        }
    }

    private Rgb[,] Resize(Rgb[,] image, int width, int height, ResizingKind resizing) =>
        _files.Load(LoadedFiles.Encode(image), _files.Options with { ImageWidth = width, ImageHeight = height, Resizing = resizing });

    private static Rgb Mean(Rgb[,] image, double left, double right, double top, double bottom)
    {
        double[] sums = new double[3];
        for (int y = (int)top; y < Math.Min(image.GetLength(0), Math.Ceiling(bottom)); y++)
        {
            for (int x = (int)left; x < Math.Min(image.GetLength(1), Math.Ceiling(right)); x++)
            {
                double share = (Math.Min(right, x + 1) - Math.Max(left, x)) * (Math.Min(bottom, y + 1) - Math.Max(top, y));
                (sums[0], sums[1], sums[2]) = (sums[0] + share * image[y, x].Red, sums[1] + share * image[y, x].Green, sums[2] + share * image[y, x].Blue);
            }
        }
        double area = (right - left) * (bottom - top);
        return new Rgb((byte)Math.Round(sums[0] / area), (byte)Math.Round(sums[1] / area), (byte)Math.Round(sums[2] / area));
    }

    private static Rgb Between(Rgb[,] image, double x, double y)
    {
        (int right, int bottom) = (image.GetLength(1) - 1, image.GetLength(0) - 1);
        (x, y) = (Math.Clamp(x, 0, right), Math.Clamp(y, 0, bottom));
        (int left, int top) = ((int)x, (int)y);
        byte Channel(Func<Rgb, byte> of)
        {
            double upper = of(image[top, left]) * (left + 1 - x) + of(image[top, Math.Min(right, left + 1)]) * (x - left);
            double lower = of(image[Math.Min(bottom, top + 1), left]) * (left + 1 - x)
                + of(image[Math.Min(bottom, top + 1), Math.Min(right, left + 1)]) * (x - left);
            return (byte)Math.Round(upper * (top + 1 - y) + lower * (y - top));
        }
        return new Rgb(Channel(pixel => pixel.Red), Channel(pixel => pixel.Green), Channel(pixel => pixel.Blue));
    }
}
