using Microsoft.ML.Vae.Health;

namespace Microsoft.ML.Vae;

/// <summary>
/// How a fitted model encodes and reconstructs a sample of its training rows at z = mean, compared with principal component analysis of the
/// same rows with as many dimensions. The sample consists of the first rows dealt: 4,096, or 1,024 of more than 1,024 pixels, and at most
/// 32 MiB.
/// </summary>
public sealed record ModelHealth
{
    /// <summary>The verdict.</summary>
    public required HealthVerdict Verdict { get; init; }

    /// <summary>Rows in the sample.</summary>
    public required long SampleRows { get; init; }

    /// <summary>Latent dimensions whose posterior mean has a variance above 0.01 over the sample (Burda et al., 2016).</summary>
    public required int ActiveUnits { get; init; }

    /// <summary>KL(q(z|x) ‖ N(0, I)) of each latent dimension, in nats per row.</summary>
    public required IReadOnlyList<double> KlPerDimension { get; init; }

    /// <summary>The mean over rows and pixels of the squared difference between a scaled pixel and its reconstruction.</summary>
    public required double SquaredErrorPerPixel { get; init; }

    /// <summary>
    /// The same for the best linear encoding with as many dimensions (principal components, Pearson, 1901): the sum of the remaining
    /// eigenvalues of the sample's covariance, per pixel. Null beyond 4,096 pixels, under <see cref="Likelihood.Mixed"/>, with
    /// <see cref="MissingValueBehavior.Impute"/>, and unless there are more rows and pixels than dimensions.
    /// </summary>
    public required double? PcaSquaredErrorPerPixel { get; init; }

    /// <summary>The sum of <see cref="KlPerDimension"/>.</summary>
    public double KlDivergence => KlPerDimension.Sum();

    /// <summary>Whether principal components reconstruct the sample better.</summary>
    public bool IsPcaBetter => PcaSquaredErrorPerPixel < SquaredErrorPerPixel;

    /// <summary>Verdict and measures in a line, in invariant culture.</summary>
    public override string ToString() => $"{Verdict}. {HealthAdvice.Summary(this)}";
}
