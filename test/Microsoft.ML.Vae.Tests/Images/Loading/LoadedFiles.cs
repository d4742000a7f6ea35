using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using SkiaSharp;

namespace Microsoft.ML.Vae.Tests.Images.Loading;

/// <summary>A folder of files, and what is loaded of them.</summary>
internal sealed class LoadedFiles : IDisposable
{
    public const string Column = "Picture";

    private readonly TemporaryFolder _folder = new();

    public MLContext Context { get; } = new(1);

    public string Folder => _folder.FullName;

    public ImageFileOptions Options => new()
    {
        OutputColumnName = Column,
        InputColumnName = nameof(Row.File),
        ImageFolder = Folder,
        ImageWidth = 4,
        ImageHeight = 4,
    };

    public void Dispose() => _folder.Dispose();

    public string Add(string name, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(Folder, name), content);
        return name;
    }

    public IDataView Paths(params string?[] files) =>
        Context.Data.LoadFromEnumerable(files.Select(file => new Row { File = file! }).ToList());

    public IDataView View(ImageFileOptions options, params string?[] files)
    {
        IDataView paths = Paths(files);
        return Context.Transforms.LoadAndResizeImages(options).Fit(paths).Transform(paths);
    }

    /// <summary>The image of a file in the size of its content.</summary>
    public Rgb[,] Load(byte[] content, int width, int height) => Load(content, Options with { ImageWidth = width, ImageHeight = height });

    public Rgb[,] Load(byte[] content, ImageFileOptions options)
    {
        using MLImage image = View(options, Add("image", content)).Values<MLImage>(Column).ShouldHaveSingleItem();
        (image.Width, image.Height, image.PixelFormat).ShouldBe((options.ImageWidth, options.ImageHeight, MLPixelFormat.Bgra32));
        return Rgb.Of(image);
    }

    /// <summary>A file in one of SkiaSharp's formats.</summary>
    public static byte[] Encode(Rgb[,] pixels, SKEncodedImageFormat format = SKEncodedImageFormat.Png, int quality = 100)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(pixels.GetLength(1), pixels.GetLength(0), SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int y = 0; y < bitmap.Height; y++)
        {
            for (int x = 0; x < bitmap.Width; x++)
                bitmap.SetPixel(x, y, new SKColor(pixels[y, x].Red, pixels[y, x].Green, pixels[y, x].Blue));
        }
        using SKData data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    internal sealed class Row
    {
        public string File { get; set; } = "";
    }
}

/// <summary>A pixel, in arrays of rows.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static Rgb Gray(int level) => new((byte)level, (byte)level, (byte)level);

    public static Rgb[,] Of(MLImage image) => Make(image.Width, image.Height, (x, y) =>
    {
        ReadOnlySpan<byte> pixel = image.Pixels.Slice((y * image.Width + x) * 4, 4);
        pixel[3].ShouldBe((byte)255);
        return new Rgb(pixel[2], pixel[1], pixel[0]);
    });

    public static Rgb[,] Make(int width, int height, Func<int, int, Rgb> pixel)
    {
        var pixels = new Rgb[height, width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                pixels[y, x] = pixel(x, y);
        }
        return pixels;
    }

    /// <summary>The largest difference of two images of one size in any channel.</summary>
    public static int Distance(Rgb[,] left, Rgb[,] right) => left.Cast<Rgb>().Zip(right.Cast<Rgb>(), (a, b) =>
        Math.Max(Math.Abs(a.Red - b.Red), Math.Max(Math.Abs(a.Green - b.Green), Math.Abs(a.Blue - b.Blue)))).Max();

    /// <summary>The mean difference of two images of one size.</summary>
    public static double MeanDistance(Rgb[,] left, Rgb[,] right) => left.Cast<Rgb>().Zip(right.Cast<Rgb>(), (a, b) =>
        (Math.Abs(a.Red - b.Red) + Math.Abs(a.Green - b.Green) + Math.Abs(a.Blue - b.Blue)) / 3.0).Average();

    /// <summary>Something of every color, smooth but for a fine texture.</summary>
    public static Rgb[,] Scene(int width, int height) => Make(width, height, (x, y) => new Rgb(
        (byte)(127 + 90 * Math.Sin(9.0 * x / width) + (x * 7 + y * 13) % 23),
        (byte)(127 + 90 * Math.Cos(7.0 * y / height) + (x * 5 + y * 3) % 19),
        (byte)(127 + 90 * Math.Sin(5.0 * (x + y) / (width + height)) + (x * 3 + y * 11) % 17)));
}
