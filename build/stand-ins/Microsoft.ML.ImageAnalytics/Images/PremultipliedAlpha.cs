namespace Microsoft.ML.ImageAnalytics.Images;

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

    public static void MakeOpaque(Span<byte> pixels)
    {
        for (var alpha = 3; alpha < pixels.Length; alpha += 4)
            pixels[alpha] = 255;
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
}
