using System.Drawing;

namespace Microsoft.ML.Vae.Images;

/// <summary>An opaque image that is drawn row by row, over its background and upright.</summary>
internal sealed class Canvas(int width, int height, Color background, bool isGray)
{
    public const int BytesPerPixel = 4;   // blue, green, red, alpha

    private readonly byte[] _pixels = new byte[width * height * BytesPerPixel];
    private readonly float[] _background = [background.B, background.G, background.R];
    private int _start;
    private int _stepX;
    private int _stepY;

    public (int Width, int Height) Size => (width, height);

    /// <summary>Clears it, and takes rows for an image at a place.</summary>
    public void Begin(Placement placement, Orientation orientation)
    {
        (int innerWidth, int innerHeight) = placement.Inner;
        if (placement.Inner != Size)
            Clear();
        // Along the axes of what is shown; then along those of the rows that are written.
        (int right, int down) = (BytesPerPixel, width * BytesPerPixel);
        _start = (height - innerHeight) / 2 * down + (width - innerWidth) / 2 * right;
        if (orientation.FlipsX)
            (_start, right) = (_start + (innerWidth - 1) * right, -right);
        if (orientation.FlipsY)
            (_start, down) = (_start + (innerHeight - 1) * down, -down);
        (_stepX, _stepY) = orientation.Swap(right, down);
    }

    /// <summary>Draws a row of the stored image.</summary>
    /// <param name="y">Its number.</param>
    /// <param name="row">Blue, green, red and alpha of each pixel, in [0, 255], multiplied by alpha.</param>
    public void Write(int y, ReadOnlySpan<float> row)
    {
        int place = _start + y * _stepY;
        for (int i = 0; i < row.Length; i += BytesPerPixel, place += _stepX)
            Write(_pixels.AsSpan(place, BytesPerPixel), row[i], row[i + 1], row[i + 2], row[i + 3]);
    }

    public MLImage ToImage() => MLImage.CreateFromPixels(width, height, MLPixelFormat.Bgra32, _pixels);

    private void Clear()
    {
        for (int i = 0; i < _pixels.Length; i += BytesPerPixel)
            Write(_pixels.AsSpan(i, BytesPerPixel), 0, 0, 0, 0);
    }

    private void Write(Span<byte> pixel, float blue, float green, float red, float alpha)
    {
        float through = (255 - alpha) / 255;
        blue += through * _background[0];
        green += through * _background[1];
        red += through * _background[2];
        if (isGray)
            blue = green = red = 0.3f * red + 0.59f * green + 0.11f * blue;   // the weights of ML.NET's ConvertToGrayscale
        (pixel[0], pixel[1], pixel[2], pixel[3]) = (Round(blue), Round(green), Round(red), byte.MaxValue);
    }

    private static byte Round(float level) => (byte)Math.Clamp(level + 0.5f, 0, 255);
}
