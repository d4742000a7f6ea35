namespace Microsoft.ML.Vae;

/// <summary>
/// What a model made of the same latents and rows at the end of an epoch, in the units of the input column; see <see
/// cref="VaeOptions.SnapshotSamples"/>.
/// </summary>
public sealed record TrainingSnapshot
{
    /// <summary>
    /// Decoded draws from the prior, E[x|z], the same draws in each epoch; in a conditional model one for each of <see cref="Originals"/>,
    /// with its condition. None of a model without a prior, such as a plain autoencoder.
    /// </summary>
    public required IReadOnlyList<float[]> Samples { get; init; }

    /// <summary>The first training rows that the fit dealt, the same ones in each epoch, as the model sees them.</summary>
    public required IReadOnlyList<float[]> Originals { get; init; }

    /// <summary>Their reconstructions, E[x|z] at the latent mean.</summary>
    public required IReadOnlyList<float[]> Reconstructions { get; init; }
}
