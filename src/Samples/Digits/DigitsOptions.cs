using Microsoft.ML.Vae.Samples.Shared.Download;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>What the main job is asked to do.</summary>
internal sealed record DigitsOptions
{
    /// <summary>MNIST's folder; null: generated digits, or with <see cref="Download"/> one under <see cref="ArtifactsFolder"/>.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Whether to fetch what the folder lacks.</summary>
    public bool Download { get; init; }

    /// <summary>The address that the files' names follow.</summary>
    public Uri Mirror { get; init; } = new(MnistFiles.Mirror);

    /// <summary>What to fetch.</summary>
    public IReadOnlyList<RemoteFile> RemoteFiles { get; init; } = MnistFiles.All;

    public int Epochs { get; init; } = 10;

    public int LatentDimension { get; init; } = 10;

    public IReadOnlyList<int> HiddenSizes { get; init; } = [400];

    public int BatchSize { get; init; } = 128;

    public int Seed { get; init; } = 1;

    /// <summary>At most this many training and as many test images; null: all.</summary>
    public int? Rows { get; init; }

    /// <summary>Where the results go; null: a new folder of this run under <see cref="ArtifactsFolder"/>.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Holds the generated data and a folder for each run.</summary>
    public string ArtifactsFolder { get; init; } = "artifacts";
}
