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

    /// <summary>Nothing: one number for all pixels is the mean squared error of a batch.</summary>
    Optimal,
}
