using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>
/// Images that are different whichever way they are mirrored, turned, or their colours swapped: 3 high and 5 wide, red-ish, with a blue-ish
/// corner at the right end of the top row. They differ from row to row in that corner.
/// </summary>
internal static class TwoColorImages
{
    public const int Height = 3;
    public const int Width = 5;
    public const string Column = "Picture";

    public static (byte Red, byte Green, byte Blue, byte Alpha) Ground => (200, 30, 10, 255);

    public static (byte Red, byte Green, byte Blue, byte Alpha) Corner(int row) => (5, (byte)(60 + row), 250, (byte)(200 + row));

    public static byte[] Rgba(int row, int height = Height, int width = Width)
    {
        var pixels = new byte[height * width * 4];
        for (int i = 0; i < height * width; i++)
        {
            (byte red, byte green, byte blue, byte alpha) = i == width - 1 ? Corner(row) : Ground;
            (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2], pixels[4 * i + 3]) = (red, green, blue, alpha);
        }
        return pixels;
    }

    /// <summary>Without its alpha, which a file would multiply into the colours.</summary>
    public static MLImage Image(int row, int height = Height, int width = Width) =>
        MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, [.. Rgba(row, height, width).Select((value, i) => i % 4 == 3 ? (byte)255 : value)]);

    /// <summary>Images that are made anew at every reading, as ML.NET's transforms make them, and may dispose of them.</summary>
    public static IDataView View(MLContext context, int rows = 40, int height = Height, int width = Width)
    {
        IEnumerable<byte[]> pixels = Enumerable.Range(0, rows).Select(row => Rgba(row, height, width));
        IDataView vectors = PixelViews.OfBytes(context, [.. pixels.Select(rgba => Argb(rgba))]);
        return context.Transforms.ConvertToImage(height, width, Column, PixelViews.Column, ImagePixelExtractingEstimator.ColorBits.All, interleavedColors: true)
            .Fit(vectors).Transform(vectors);
    }

    private static byte[] Argb(byte[] rgba)
    {
        var argb = new byte[rgba.Length];
        for (int i = 0; i < rgba.Length; i += 4)
            (argb[i], argb[i + 1], argb[i + 2], argb[i + 3]) = (rgba[i + 3], rgba[i], rgba[i + 1], rgba[i + 2]);
        return argb;
    }
}
