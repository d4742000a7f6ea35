namespace Microsoft.ML.Vae.Scores;

/// <summary>What a score needs to know of the training rows; it is saved with the model.</summary>
internal sealed record ScoreStatistics
{
    /// <summary>Nothing.</summary>
    public static ScoreStatistics None { get; } = new();

    /// <summary>The mean of the latents, [Z].</summary>
    public double[]? LatentMean { get; init; }

    /// <summary>The inverse of their shrunk covariance, [Z, Z].</summary>
    public double[]? LatentPrecision { get; init; }

    /// <summary>The least scaled value of a slot.</summary>
    public float? Lowest { get; init; }

    /// <summary>The greatest scaled value of a slot.</summary>
    public float? Highest { get; init; }
}
