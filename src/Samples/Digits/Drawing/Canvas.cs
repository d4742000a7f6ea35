namespace Microsoft.ML.Vae.Samples.Digits.Drawing;

/// <summary>Ink on a grey image. A pixel keeps the darkest of the strokes that cross it.</summary>
internal sealed class Canvas(int size)
{
    private readonly double[] _ink = new double[size * size];

    /// <summary>
    /// Draws a line whose half width goes from one radius to another; ink falls off smoothly over
    /// <paramref name="softness"/> pixels about the edge.
    /// </summary>
    public void Line(Point from, Point to, double fromRadius, double toRadius, double softness)
    {
        var reach = Math.Max(fromRadius, toRadius) + softness;
        var (left, right) = Range(Math.Min(from.X, to.X) - reach, Math.Max(from.X, to.X) + reach);
        var (top, bottom) = Range(Math.Min(from.Y, to.Y) - reach, Math.Max(from.Y, to.Y) + reach);
        var along = to - from;
        var square = along.X * along.X + along.Y * along.Y;
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                var (x, y) = (column + 0.5 - from.X, row + 0.5 - from.Y);
                var t = square > 0 ? Math.Clamp((x * along.X + y * along.Y) / square, 0, 1) : 0;
                var (dx, dy) = (x - t * along.X, y - t * along.Y);
                var edge = fromRadius + t * (toRadius - fromRadius) - Math.Sqrt(dx * dx + dy * dy);
                ref var ink = ref _ink[row * size + column];
                ink = Math.Max(ink, Coverage(edge / softness));
            }
        }
    }

    /// <summary>The image in grey levels, ink at <paramref name="brightness"/> (1 = 255).</summary>
    public void CopyTo(Span<byte> pixels, double brightness)
    {
        for (var i = 0; i < _ink.Length; i++)
            pixels[i] = (byte)(255 * Math.Min(1, brightness * _ink[i]) + 0.5);
    }

    private (int First, int Last) Range(double low, double high) =>
        ((int)Math.Max(low, 0), (int)Math.Min(Math.Max(high, -1), size - 1));

    private static double Coverage(double edge)
    {
        var t = Math.Clamp(0.5 + 0.5 * edge, 0, 1);
        return t * t * (3 - 2 * t);
    }
}
