using Microsoft.ML.Data;

namespace Microsoft.ML.ImageAnalytics.Images;

/// <summary>Rows of 32-bit pixels from the top, colours premultiplied by alpha; an opaque bitmap's alpha bytes mean nothing.</summary>
internal sealed record Bitmap(int Width, int Height, MLPixelFormat Format, bool IsOpaque, byte[] Pixels)
{
    /// <exception cref="Exception">There are more pixels than one array can hold.</exception>
    public static Bitmap Allocate(int width, int height, MLPixelFormat format, bool isOpaque)
    {
        var size = (long)width * height * 4;
        return size <= Array.MaxLength ? new Bitmap(width, height, format, isOpaque, new byte[size]) : throw TooLarge();
    }

    /// <summary>In blue-first order.</summary>
    public Bitmap ToBgra()
    {
        if (Format == MLPixelFormat.Bgra32)
            return this;
        var swapped = (byte[])Pixels.Clone();
        for (var i = 0; i < swapped.Length; i += 4)
            (swapped[i], swapped[i + 2]) = (swapped[i + 2], swapped[i]);
        return this with { Format = MLPixelFormat.Bgra32, Pixels = swapped };
    }

    /// <summary>The same colours not multiplied by alpha.</summary>
    public byte[] StraightPixels()
    {
        if (!IsOpaque)
            return PremultipliedAlpha.Divide(Pixels);
        var straight = (byte[])Pixels.Clone();
        PremultipliedAlpha.MakeOpaque(straight);
        return straight;
    }

    /// <summary>There are more pixels than one array can hold.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2201", Justification = "The original's exception is of no other type.")]
    public static Exception TooLarge() => new("Unable to allocate pixels for the bitmap.");
}
