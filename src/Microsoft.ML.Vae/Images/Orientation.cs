namespace Microsoft.ML.Vae.Images;

/// <summary>How stored pixels are shown: rows and columns exchanged first, then mirrored.</summary>
internal readonly record struct Orientation(bool Swaps, bool FlipsX, bool FlipsY)
{
    /// <param name="exif">EXIF's value, in [1, 8].</param>
    public static Orientation Of(int exif) => exif switch
    {
        2 => new(false, true, false),
        3 => new(false, true, true),
        4 => new(false, false, true),
        5 => new(true, false, false),
        6 => new(true, true, false),
        7 => new(true, true, true),
        8 => new(true, false, true),
        _ => default,
    };

    /// <summary>Width and height as they are shown of those stored, or the other way round.</summary>
    public (T Width, T Height) Swap<T>(T width, T height) => Swaps ? (height, width) : (width, height);
}
