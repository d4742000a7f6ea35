using Microsoft.ML.Vae.Likelihoods;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>A <see cref="Likelihood"/> as it stands in the file.</summary>
internal sealed record LikelihoodDescription
{
    private const string Bernoulli = "bernoulli";
    private const string ContinuousBernoulli = "continuous_bernoulli";
    private const string Gaussian = "gaussian";
    private const string GlobalVariance = "gaussian_with_learned_variance";
    private const string PixelVariance = "gaussian_with_learned_pixel_variance";
    private const string Laplace = "laplace";
    private const string DiscretizedLogistic = "discretized_logistic";
    private const string Mixed = "mixed";

    public required string Kind { get; init; }
    public double? StandardDeviation { get; init; }
    public double? MinimumStandardDeviation { get; init; }
    public double? Scale { get; init; }
    public IReadOnlyList<PartDescription>? Parts { get; init; }

    public static LikelihoodDescription From(Likelihood likelihood) => likelihood switch
    {
        BernoulliLikelihood => new() { Kind = Bernoulli },
        ContinuousBernoulliLikelihood => new() { Kind = ContinuousBernoulli },
        GaussianLikelihood gaussian => new() { Kind = Gaussian, StandardDeviation = gaussian.StandardDeviation },
        LearnedVarianceLikelihood learned => new()
        {
            Kind = learned.PixelVariance == Networks.PixelVariance.PerPixel ? PixelVariance : GlobalVariance,
            MinimumStandardDeviation = learned.MinimumStandardDeviation,
        },
        LaplaceLikelihood laplace => new() { Kind = Laplace, Scale = laplace.Scale },
        DiscretizedLogisticLikelihood logistic => new() { Kind = DiscretizedLogistic, Scale = logistic.Scale },
        ObservedLikelihood observed => From(observed.Whole),
        MixedLikelihood mixed => new() { Kind = Mixed, Parts = [.. mixed.Parts.Select(PartDescription.From)] },
        _ => throw new NotSupportedException($"No name in the file stands for the likelihood {likelihood}."),
    };

    /// <param name="size">The slots of a row.</param>
    public Likelihood ToLikelihood(int size)
    {
        if (Kind == Mixed)
            return PartDescription.ToLikelihood(Parts ?? [], size);
        Likelihood? likelihood = (Kind, StandardDeviation ?? MinimumStandardDeviation ?? Scale) switch
        {
            (Bernoulli, _) => Likelihood.Bernoulli,
            (ContinuousBernoulli, _) => Likelihood.ContinuousBernoulli,
            (Gaussian,
                >= GaussianLikelihood.SmallestStandardDeviation and <= GaussianLikelihood.LargestStandardDeviation and { } deviation) =>
                Likelihood.Gaussian(deviation),
            (GlobalVariance or PixelVariance,
                >= LearnedVarianceLikelihood.SmallestFloor and <= LearnedVarianceLikelihood.LargestFloor and { } floor) =>
                Likelihood.GaussianWithLearnedVariance(Kind == PixelVariance, floor),
            (Laplace, >= LaplaceLikelihood.SmallestScale and <= LaplaceLikelihood.LargestScale and { } scale) => Likelihood.Laplace(scale),
            (DiscretizedLogistic,
                >= DiscretizedLogisticLikelihood.SmallestScale and <= DiscretizedLogisticLikelihood.LargestScale and { } scale) =>
                Likelihood.DiscretizedLogistic(scale),
            _ => null,
        };
        return likelihood is not null && From(likelihood) == this
            ? likelihood
            : throw Safetensors.Damaged("description", FormattableString.Invariant(
                $"likelihood '{Kind}' with standard deviation {StandardDeviation}, minimum {MinimumStandardDeviation} and scale {Scale}"));
    }
}
