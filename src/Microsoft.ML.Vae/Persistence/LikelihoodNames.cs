using Microsoft.ML.Vae.Likelihoods;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>Likelihoods by the names that they have in the file.</summary>
internal static class LikelihoodNames
{
    private const string Bernoulli = "bernoulli";
    private const string ContinuousBernoulli = "continuous_bernoulli";
    private const string Gaussian = "gaussian";
    private const string GlobalVariance = "gaussian_with_learned_variance";
    private const string PixelVariance = "gaussian_with_learned_pixel_variance";
    private const string Laplace = "laplace";
    private const string DiscretizedLogistic = "discretized_logistic";

    public static string Of(Likelihood likelihood) => likelihood switch
    {
        ContinuousBernoulliLikelihood => ContinuousBernoulli,
        GaussianLikelihood => Gaussian,
        LearnedVarianceLikelihood { PixelVariance: Networks.PixelVariance.PerPixel } => PixelVariance,
        LearnedVarianceLikelihood => GlobalVariance,
        LaplaceLikelihood => Laplace,
        DiscretizedLogisticLikelihood => DiscretizedLogistic,
        BernoulliLikelihood => Bernoulli,
        _ => throw new NotSupportedException($"No name in the file stands for the likelihood {likelihood}."),
    };

    /// <summary>The likelihood, or null where the name or the numbers that came with it are none that <see cref="Of"/> goes with.</summary>
    public static Likelihood? Create(string name, double? deviation, double? scale, double? floor) => (name, deviation, scale, floor) switch
    {
        (Bernoulli, null, null, null) => Likelihood.Bernoulli,
        (ContinuousBernoulli, null, null, null) => Likelihood.ContinuousBernoulli,
        (Gaussian, >= GaussianLikelihood.SmallestStandardDeviation and <= GaussianLikelihood.LargestStandardDeviation, null, null) =>
            Likelihood.Gaussian(deviation.Value),
        (GlobalVariance or PixelVariance, null, null,
            >= LearnedVarianceLikelihood.SmallestFloor and <= LearnedVarianceLikelihood.LargestFloor) =>
            Likelihood.GaussianWithLearnedVariance(name == PixelVariance, floor.Value),
        (Laplace, null, >= LaplaceLikelihood.SmallestScale and <= LaplaceLikelihood.LargestScale, null) => Likelihood.Laplace(scale.Value),
        (DiscretizedLogistic, null,
            >= DiscretizedLogisticLikelihood.SmallestScale and <= DiscretizedLogisticLikelihood.LargestScale, null) =>
            Likelihood.DiscretizedLogistic(scale.Value),
        _ => null,
    };
}
