namespace Microsoft.ML.Vae.Results;

/// <summary>What −log p(x|z) is of.</summary>
internal enum PixelLoss
{
    /// <summary>Grey pixels under Bernoulli: no density.</summary>
    CrossEntropy,

    /// <summary>The same of a code that has no divergence, which bounds nothing.</summary>
    ReconstructionAlone,

    /// <summary>Black and white pixels, or 8-bit levels: never negative.</summary>
    Probability,

    /// <summary>Real numbers: may be negative.</summary>
    Density,
}
