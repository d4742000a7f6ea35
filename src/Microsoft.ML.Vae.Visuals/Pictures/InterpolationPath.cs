namespace Microsoft.ML.Vae.Visuals;

/// <summary>The way from one latent to another.</summary>
public enum InterpolationPath
{
    /// <summary>A straight line.</summary>
    Linear,

    /// <summary>
    /// An arc around the origin, along which the length changes evenly (Shoemake, "Animating Rotation with Quaternion Curves", 1985;
    /// White, "Sampling Generative Networks", 2016): a straight line between draws from N(0, I) passes nearer to the origin than draws do.
    /// </summary>
    Spherical,
}
