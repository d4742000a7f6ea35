namespace Microsoft.ML.Vae.Latents;

/// <summary>What a row's code is.</summary>
internal enum LatentKind
{
    /// <summary>A normal distribution q(z|x), whose mean stands for the row.</summary>
    Gaussian,

    /// <summary>A point.</summary>
    Deterministic,

    /// <summary>A choice of vectors from a codebook.</summary>
    Quantized,
}
