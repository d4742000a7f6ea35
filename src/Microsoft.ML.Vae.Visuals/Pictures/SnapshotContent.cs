namespace Microsoft.ML.Vae.Visuals;

/// <summary>What to show of each epoch of a fit with <see cref="VaeOptions.SnapshotSamples"/>.</summary>
public enum SnapshotContent
{
    /// <summary>Decoded draws from the prior, the same draws in each epoch.</summary>
    Samples,

    /// <summary>The same training rows, reconstructed.</summary>
    Reconstructions,
}
