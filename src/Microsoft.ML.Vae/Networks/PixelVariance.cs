namespace Microsoft.ML.Vae.Networks;

/// <summary>What a decoder says of the variance of pixels, besides one number for each pixel.</summary>
internal enum PixelVariance
{
    /// <summary>Nothing.</summary>
    Fixed,

    /// <summary>One more number, the same for every code.</summary>
    Global,

    /// <summary>One more number for each pixel.</summary>
    PerPixel,
}
