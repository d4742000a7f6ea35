namespace Microsoft.ML.ImageAnalytics.Images;

/// <summary>Halves an image as often as it stays at least as large, on the geometric mean of both sides, as it is to become.</summary>
internal static class Halving
{
    public static Bitmap ToAtLeast(Bitmap source, int width, int height)
    {
        var area = (double)width * height;
        var half = source;
        for (var quarter = (double)source.Width * source.Height / 4; quarter >= area; quarter /= 4)
            half = Halve(half);
        return half;
    }

    private static Bitmap Halve(Bitmap source)
    {
        var (width, height) = (Math.Max(1, source.Width / 2), Math.Max(1, source.Height / 2));
        var half = Bitmap.Allocate(width, height, source.Format, source.IsOpaque);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < 4; c++)
                    half.Pixels[(((y * width) + x) * 4) + c] = Mean(source, x, y, c);
            }
        }

        return half;
    }

    private static byte Mean(Bitmap source, int x, int y, int color)
    {
        float sum = 0;
        var (columns, rows) = (Weights(source.Width), Weights(source.Height));
        for (var j = 0; j < rows.Length; j++)
        {
            for (var i = 0; i < columns.Length; i++)
                sum += rows[j] * columns[i] * source.Pixels[(((((2 * y) + j) * source.Width) + (2 * x) + i) * 4) + color];
        }

        return (byte)(sum + 0.5f);
    }

    /// <summary>The pixel that an odd side has left over is shared out.</summary>
    private static float[] Weights(int count)
    {
        if (count == 1)
            return [1];
        return count % 2 == 0 ? [0.5f, 0.5f] : [0.25f, 0.5f, 0.25f];
    }
}
