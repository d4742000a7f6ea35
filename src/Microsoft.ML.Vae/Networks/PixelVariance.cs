namespace Microsoft.ML.Vae.Networks;

/// <summary>What a decoder outputs about the variance of pixels, in addition to one number per pixel.</summary>
internal enum PixelVariance
{
    /// <summary>Nothing.</summary>
    Fixed,

    /// <summary>One more number, the same for every latent.</summary>
    Global,

    /// <summary>One more number for each pixel.</summary>
    PerPixel,

    /// <summary>One more number for each pixel, the same for every latent.</summary>
    PerSlot,
}
