using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Tests.Images;

/// <summary>
/// Images that are different whichever way they are mirrored, turned, or their colours swapped: 3 high and 5 wide, red-ish, with a blue-ish
/// corner at the right end of the top row. They differ from row to row in that corner.
/// </summary>
internal static class TwoColours
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

    public static MLImage Image(int row, int height = Height, int width = Width) =>
        MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, Rgba(row, height, width));

    /// <summary>Rows of images that live as long as the list.</summary>
    public static IDataView View(MLContext context, int rows = 40, int height = Height, int width = Width)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Row));
        definition[Column].ColumnType = new ImageDataViewType(height, width);
        return context.Data.LoadFromEnumerable(
            Enumerable.Range(0, rows).Select(row => new Row { Picture = Image(row, height, width), Number = row }).ToList(), definition);
    }

    internal sealed class Row
    {
        [ImageType(Height, Width)]
        public MLImage? Picture { get; set; }

        public int Number { get; set; }
    }
}
