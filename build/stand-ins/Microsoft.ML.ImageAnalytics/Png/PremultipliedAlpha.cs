using Microsoft.ML.Data;

namespace Microsoft.ML.ImageAnalytics.Png;

/// <summary>Between the straight colours of files and the premultiplied ones that Skia keeps in memory.</summary>
internal static class PremultipliedAlpha
{
    public static void Multiply(Span<byte> pixels)
    {
        for (var i = 0; i < pixels.Length; i += 4)
        {
            var alpha = pixels[i + 3];
            if (alpha == 255)
                continue;
            for (var c = i; c < i + 3; c++)
                pixels[c] = (byte)((pixels[c] * alpha + 127) / 255);
        }
    }

    public static byte[] Divide(ReadOnlySpan<byte> pixels)
    {
        var straight = pixels.ToArray();
        for (var i = 0; i < straight.Length; i += 4)
        {
            var alpha = straight[i + 3];
            if (alpha == 255)
                continue;
            for (var c = i; c < i + 3; c++)
                straight[c] = alpha == 0 ? (byte)0 : (byte)Math.Min(255, (straight[c] * 255 + alpha / 2) / alpha);
        }

        return straight;
    }

    public static byte[] ToBgr(ReadOnlySpan<byte> pixels, MLPixelFormat format)
    {
        var straight = Divide(pixels);
        var blue = format == MLPixelFormat.Bgra32 ? 0 : 2;
        var bgr = new byte[pixels.Length / 4 * 3];
        for (int from = 0, to = 0; to < bgr.Length; from += 4, to += 3)
        {
            bgr[to] = straight[from + blue];
            bgr[to + 1] = straight[from + 1];
            bgr[to + 2] = straight[from + 2 - blue];
        }

        return bgr;
    }
}
