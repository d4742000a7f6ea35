namespace Microsoft.ML.Vae.Results;

/// <summary>The numbers of a row; null where there is no such number.</summary>
internal sealed record Measurement
{
    /// <summary>On the test set, z drawn, in nats per image.</summary>
    public double? NegativeElbo { get; init; }

    /// <summary>What <see cref="NegativeElbo"/> says of pixels.</summary>
    public PixelLoss PixelLoss { get; init; }

    /// <summary>The importance-weighted bound with <see cref="BoundSamples"/> draws, in nats per image: below the negative ELBO.</summary>
    public double? Bound { get; init; }

    public int? BoundSamples { get; init; }

    /// <summary>On the test set at z = mean.</summary>
    public double? SquaredErrorPerPixel { get; init; }

    /// <summary>The share of test images that 5 nearest neighbours among the training images' codes classify right.</summary>
    public double? NeighbourAccuracy { get; init; }

    public int? ActiveUnits { get; init; }

    /// <summary>Of how many vectors a codebook would be if all were used alike.</summary>
    public double? CodebookPerplexity { get; init; }

    /// <summary>Of a row with several fits, the negative ELBO of each.</summary>
    public IReadOnlyList<double>? Losses { get; init; }

    public TimeSpan? TrainingTime { get; init; }

    /// <summary>
    /// Of a row that finds anomalies, the mean areas under the ROC curve by the scores of <see cref="AnomalyProtocol.Scores"/>, in their
    /// order; null in place of a score that it does not have.
    /// </summary>
    public IReadOnlyList<double?>? Aurocs { get; init; }

    /// <summary>Of a row with several seeds, the mean area of each.</summary>
    public IReadOnlyList<double>? AurocsOfSeeds { get; init; }

    /// <summary>Of a row that fills in missing pixels, on the test set.</summary>
    public double? SquaredErrorOfMissingPixels { get; init; }
}
