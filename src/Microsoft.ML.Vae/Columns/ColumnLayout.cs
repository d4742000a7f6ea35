namespace Microsoft.ML.Vae.Columns;

/// <summary>The columns of a transformer: which it reads, and what the ones that it adds are called.</summary>
internal sealed record ColumnLayout
{
    public required string Input { get; init; }

    public required string Latent { get; init; }

    public string? LatentLogVariance { get; init; }

    public string? LatentSample { get; init; }

    /// <summary>The codebook indices that a row's latent consists of.</summary>
    public string? LatentIndex { get; init; }

    public string? Reconstruction { get; init; }

    public string? Sample { get; init; }

    public string? Score { get; init; }

    public string? PredictedLabel { get; init; }

    public string? PValue { get; init; }

    /// <summary>Each slot's share of the score.</summary>
    public string? ScoreContributions { get; init; }

    /// <summary>Whether any column shows the anomaly score or what follows from it.</summary>
    public bool HasScores => (Score ?? PredictedLabel ?? PValue ?? ScoreContributions) is not null;

    /// <summary>Whether the model can use a row.</summary>
    public string? IsValid { get; init; }

    /// <summary>The condition column, which is read along with the input.</summary>
    public string? Condition { get; init; }

    /// <summary>Whether reconstructions and samples are image columns, not vectors.</summary>
    public bool DecodesToImages { get; init; }

    public static ColumnLayout From(VaeOptions options, bool inputIsImage) => new()
    {
        DecodesToImages = options.ImageOutput == ImageOutput.Image || options.ImageOutput == ImageOutput.Auto && inputIsImage,
        Input = options.InputOrOutputColumnName,
        Latent = options.OutputColumnName,
        LatentLogVariance = options.LatentLogVarianceColumnName,
        LatentSample = options.LatentSampleColumnName,
        LatentIndex = options.LatentIndexColumnName,
        Reconstruction = options.ReconstructionColumnName,
        Sample = options.SampleColumnName,
        Score = options.ScoreColumnName,
        PredictedLabel = options.PredictedLabelColumnName,
        PValue = options.PValueColumnName,
        ScoreContributions = options.ScoreContributionsColumnName,
        IsValid = options.IsValidColumnName,
        Condition = options.ConditionColumnName,
    };
}
