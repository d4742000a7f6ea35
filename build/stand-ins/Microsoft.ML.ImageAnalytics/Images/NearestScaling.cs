using Microsoft.ML.Data;

namespace Microsoft.ML.ImageAnalytics.Images;

/// <summary>Each new pixel is the old one that its centre falls on; between two, Skia takes the first in its own order of colours.</summary>
internal static class NearestScaling
{
    public static Bitmap Scale(Bitmap source, int width, int height)
    {
        var target = Bitmap.Allocate(width, height, source.Format, source.IsOpaque);
        var bias = source.Format == MLPixelFormat.Bgra32 ? 1 : 0;
        var columns = Enumerable.Range(0, width).Select(x => Nearest(x, width, source.Width, bias)).ToArray();
        for (var y = 0; y < height; y++)
        {
            var row = source.Pixels.AsSpan(Nearest(y, height, source.Height, bias) * source.Width * 4);
            for (var x = 0; x < width; x++)
                row.Slice(columns[x] * 4, 4).CopyTo(target.Pixels.AsSpan(((y * width) + x) * 4));
        }

        return target;
    }

    private static int Nearest(int index, int count, int sourceCount, int bias) =>
        (int)(((((2L * index) + 1) * sourceCount) - bias) / (2L * count));
}
