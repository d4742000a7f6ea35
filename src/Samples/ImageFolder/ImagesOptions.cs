namespace Microsoft.ML.Vae.Samples.ImageFolder;

/// <summary>What the job over a folder of image files is asked to do.</summary>
internal sealed record ImagesOptions
{
    /// <summary>A folder with JPEG, PNG or BMP files; null: generated digits as JPEG files.</summary>
    public string? Folder { get; init; }

    /// <summary>Height and width that every image is resized to.</summary>
    public int Side { get; init; } = 28;

    /// <summary>Null: as many as suit the number of images.</summary>
    public int? Epochs { get; init; }

    public int LatentDimension { get; init; } = 10;

    public int Clusters { get; init; } = 10;

    public int Seed { get; init; } = 1;

    /// <summary>Where the results go; null: a folder "images" under <see cref="ArtifactsFolder"/>.</summary>
    public string? OutputFolder { get; init; }

    public string ArtifactsFolder { get; init; } = "artifacts";
}
