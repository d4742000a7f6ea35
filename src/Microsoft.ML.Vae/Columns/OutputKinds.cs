namespace Microsoft.ML.Vae.Columns;

/// <summary>What a model can compute for a row. The values seed per-row noise; never renumber them.</summary>
[Flags]
internal enum OutputKinds
{
    None = 0,
    Mean = 1,
    LogVariance = 2,
    LatentSample = 4,
    Reconstruction = 8,
    Score = 16,
    Sample = 32,
    LatentIndex = 64,
    Contributions = 128,

    /// <summary>Whether the row can be used, which is known as soon as it is read.</summary>
    Validity = 1 << 20,

    /// <summary>What is computed from the row's pixels.</summary>
    FromPixels = Mean | LogVariance | LatentSample | Reconstruction | Score | LatentIndex | Contributions,

    /// <summary>What needs the posterior's variance as well as its mean.</summary>
    FromVariance = LogVariance | LatentSample | Score | Contributions,

    /// <summary>What needs the latent mean decoded.</summary>
    FromDecodedMean = Reconstruction | Score | Contributions,
}
