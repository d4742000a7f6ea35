using Microsoft.ML.Data;

namespace Microsoft.ML.ImageAnalytics.Images;

/// <summary>
/// Skia's high quality, within a few grey levels: Mitchell's bicubic filter where an image grows, halving steps and then linear interpolation
/// where it shrinks, a plain copy where it does neither.
/// </summary>
internal static class SmoothScaling
{
    /// <summary>The scaled image in a new one, the rest of which stays transparent black.</summary>
    public static Bitmap Draw(Bitmap bitmap, Placement placement, int width, int height)
    {
        var source = bitmap.ToBgra();
        var target = Bitmap.Allocate(width, height, MLPixelFormat.Bgra32, isOpaque: true);
        if (placement.Width == 0 || placement.Height == 0)
            return target;
        var isShrunk = placement.Width < source.Width || placement.Height < source.Height;
        var isCopied = placement.Width == source.Width && placement.Height == source.Height;
        if (isShrunk)
            source = Halving.ToAtLeast(source, placement.Width, placement.Height);
        Func<float, float> kernel = isShrunk || isCopied ? Kernels.Linear : Kernels.Mitchell;
        var columns = Taps.Across(placement.Left, placement.Width, source.Width, width, kernel);
        var rows = Taps.Across(placement.Top, placement.Height, source.Height, height, kernel);
        Draw(source, columns, rows, target);
        return target;
    }

    private static void Draw(Bitmap source, Taps[] columns, Taps[] rows, Bitmap target)
    {
        Span<float> sum = stackalloc float[4];
        for (var y = 0; y < target.Height; y++)
        {
            for (var x = 0; x < target.Width; x++)
            {
                if (columns[x] == null || rows[y] == null)
                    continue;
                Sum(source, columns[x], rows[y], sum);
                Store(sum, target.Pixels.AsSpan(((y * target.Width) + x) * 4, 4));
            }
        }
    }

    private static void Sum(Bitmap source, Taps column, Taps row, Span<float> sum)
    {
        sum.Clear();
        for (var j = 0; j < row.Indices.Length; j++)
        {
            for (var i = 0; i < column.Indices.Length; i++)
            {
                var weight = row.Weights[j] * column.Weights[i];
                var pixel = source.Pixels.AsSpan(((row.Indices[j] * source.Width) + column.Indices[i]) * 4, 4);
                for (var c = 0; c < 4; c++)
                    sum[c] += weight * pixel[c];
            }
        }
    }

    /// <summary>A bicubic filter overshoots; a premultiplied colour is never above alpha.</summary>
    private static void Store(Span<float> sum, Span<byte> pixel)
    {
        var alpha = Math.Clamp(sum[3], 0, 255);
        for (var c = 0; c < 3; c++)
            pixel[c] = (byte)(Math.Clamp(sum[c], 0, alpha) + 0.5f);
        pixel[3] = (byte)(alpha + 0.5f);
    }
}
