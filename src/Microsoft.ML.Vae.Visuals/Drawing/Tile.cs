using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Visuals.Drawing;

/// <summary>A small image within a picture.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Bgra">Blue, green, red and alpha of each.</param>
internal sealed record Tile(int Width, int Height, byte[] Bgra)
{
    private const int BytesPerPixel = 4;

    /// <summary>The image of a row.</summary>
    /// <param name="values">The row, in the units of its column.</param>
    /// <param name="layout">How it makes an image.</param>
    /// <param name="range">The values of black and white.</param>
    public static Tile Of(ReadOnlySpan<float> values, ImageLayout layout, (float Black, float White) range)
    {
        byte[] bytes = new byte[values.Length];
        ImagePixels.Quantize(values, range, bytes);
        return new Tile(layout.Width, layout.Height, ImagePixels.ToBgra(bytes, layout));
    }

    /// <summary>Its pixels alone, each enlarged to a square.</summary>
    public Picture ToPicture(int zoom, string alternativeText)
    {
        byte[] enlarged = new byte[Bgra.Length * zoom * zoom];
        for (int y = 0; y < Height * zoom; y++)
        {
            for (int x = 0; x < Width * zoom; x++)
            {
                Bgra.AsSpan((y / zoom * Width + x / zoom) * BytesPerPixel, BytesPerPixel)
                    .CopyTo(enlarged.AsSpan((y * Width * zoom + x) * BytesPerPixel));
            }
        }
        return new Picture(Width * zoom, Height * zoom, enlarged, alternativeText);
    }
}
