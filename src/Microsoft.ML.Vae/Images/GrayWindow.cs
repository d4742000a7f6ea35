namespace Microsoft.ML.Vae;

/// <summary>
/// Which levels of 16-bit grey become black and white in an image of 8 bits per channel; those between are scaled linearly, and those
/// outside are cut off. See <see cref="ImageFileOptions.GrayWindow"/>.
/// </summary>
public sealed record GrayWindow
{
    private GrayWindow(int? low, int? high) => (Low, High) = (low, high);

    /// <summary>From 0 to 65535.</summary>
    public static GrayWindow Full { get; } = new(0, ushort.MaxValue);

    /// <summary>
    /// From the least to the greatest level of each file, which loses the brightness that files share. Fully transparent pixels do not
    /// count. A constant image is black.
    /// </summary>
    public static GrayWindow MinMax { get; } = new(null, null);

    /// <summary>The level that becomes black; null under <see cref="MinMax"/>.</summary>
    public int? Low { get; }

    /// <summary>The level that becomes white; null under <see cref="MinMax"/>.</summary>
    public int? High { get; }

    /// <summary>From one level to another, for example 0 to 4095 for 12-bit data.</summary>
    /// <param name="low">The level that becomes black, in [0, 65534].</param>
    /// <param name="high">The level that becomes white, above <paramref name="low"/> and at most 65535.</param>
    /// <exception cref="ArgumentOutOfRangeException">A level is out of range.</exception>
    public static GrayWindow Between(int low, int high)
    {
        Guard.InRange(low, 0, ushort.MaxValue - 1);
        return new GrayWindow(low, Guard.InRange(high, low + 1, ushort.MaxValue));
    }
}
