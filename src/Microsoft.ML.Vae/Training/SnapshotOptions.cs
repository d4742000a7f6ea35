namespace Microsoft.ML.Vae;

/// <summary>What a fit keeps of each epoch to look at; see <see cref="VaeOptions.SnapshotSamples"/>.</summary>
public sealed record SnapshotOptions
{
    /// <summary>How many samples, and how many reconstructions of rows, in [1, 256]. Default: 16.</summary>
    public int Count { get; init; } = VaeDefaults.SnapshotCount;

    /// <summary>Seeds the draws from the prior, the same ones for each epoch. Default: 1.</summary>
    public int Seed { get; init; } = VaeDefaults.SnapshotSeed;
}
