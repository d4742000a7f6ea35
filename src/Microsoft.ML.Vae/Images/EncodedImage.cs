using System.Drawing;
using Microsoft.ML.Transforms.Image;
using SkiaSharp;

namespace Microsoft.ML.Vae.Images;

/// <summary>Image files in memory: decoded in their own size, upright, and encoded.</summary>
internal static class EncodedImage
{
    /// <summary>An image as a PNG file.</summary>
    public static byte[] ToPng(MLImage image)
    {
        SKColorType color = image.PixelFormat == MLPixelFormat.Rgba32 ? SKColorType.Rgba8888 : SKColorType.Bgra8888;
        using SKImage copy = SKImage.FromPixelCopy(
            new SKImageInfo(image.Width, image.Height, color, SKAlphaType.Premul), image.Pixels);
        using SKData file = copy.Encode(SKEncodedImageFormat.Png, quality: 100);
        return file.ToArray();
    }

    /// <exception cref="InvalidDataException">It is no image, or is damaged; the message says why.</exception>
    public static MLImage Decode(byte[] bytes)
    {
        using SKData file = SKData.CreateCopy(bytes);
        using SKCodec codec = ImageFile.OpenCodec(file, ImageFileOptions.DefaultMaximumPixels);
        Orientation orientation = ImageFile.OrientationOf(codec, bytes);
        if (orientation != default)
            return Upright(file, codec, orientation);
        try
        {
            using var stream = new MemoryStream(bytes);
            return MLImage.CreateFromStream(stream);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException("its pixels are damaged", e);
        }
    }

    private static MLImage Upright(SKData file, SKCodec codec, Orientation orientation)
    {
        (int width, int height) = orientation.Swap(codec.Info.Width, codec.Info.Height);
        var canvas = new Canvas(width, height, Color.Black, isGray: false);
        ImageFile.Read(
            file,
            new ImageFileOptions
            {
                OutputColumnName = "",
                ImageWidth = width,
                ImageHeight = height,
                Resizing = ImageResizingEstimator.ResizingKind.Fill,
            },
            canvas);
        return canvas.ToImage();
    }
}
