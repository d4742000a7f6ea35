namespace Microsoft.ML.Vae.Samples.Table;

/// <summary>What the job over a table is asked to do.</summary>
internal sealed record TableOptions
{
    /// <summary>A file of comma-separated values with a header; null: a generated table of payments.</summary>
    public string? File { get; init; }

    /// <summary>Columns that are no features, such as a label.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    public int Epochs { get; init; } = 40;

    /// <summary>Rows to show.</summary>
    public int Shown { get; init; } = 10;

    public int Seed { get; init; } = 1;

    /// <summary>Where the results go; null: a folder "table" under <see cref="ArtifactsFolder"/>.</summary>
    public string? OutputFolder { get; init; }

    public string ArtifactsFolder { get; init; } = "artifacts";
}
