using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Tests.Likelihoods;

/// <summary>A likelihood and what it should compute, in plain C# doubles.</summary>
/// <param name="Likelihood">The library's.</param>
/// <param name="Loss">−log p of a row, from the decoder's outputs and the pixels.</param>
/// <param name="Mean">E[x] of a pixel, from the decoder's output for it.</param>
internal sealed record LikelihoodCase(Likelihood Likelihood, Func<double[], double[], double> Loss, Func<double, double> Mean)
{
    private static readonly Dictionary<string, LikelihoodCase> _all = new()
    {
        ["bernoulli"] = new(Likelihood.Bernoulli, ReferenceLoss.Bernoulli, logit => 1 / (1 + Math.Exp(-logit))),
        ["continuous Bernoulli"] = new(Likelihood.ContinuousBernoulli, ReferenceDensity.ContinuousBernoulli, ReferenceDensity.ContinuousBernoulliMean),
        ["gaussian"] = new(Likelihood.Gaussian(0.3), (m, x) => ReferenceLoss.Gaussian(m, x, 0.3), m => m),
        ["global variance"] = new(Likelihood.GaussianWithLearnedVariance(), (m, x) => ReferenceDensity.LearnedVariance(m, x, 1.0 / 255), m => m),
        ["optimal variance"] =
            new(Likelihood.GaussianWithOptimalVariance(0.01), (m, x) => ReferenceDensity.LearnedVariance(m, x, 0.01), m => m),
        ["pixel variance"] =
            new(Likelihood.GaussianWithLearnedVariance(true, 0.1), (m, x) => ReferenceDensity.LearnedVariance(m, x, 0.1), m => m),
        ["laplace"] = new(Likelihood.Laplace(0.2), (m, x) => ReferenceDensity.Laplace(m, x, 0.2), m => m),
        ["discretized logistic"] = new(
            Likelihood.DiscretizedLogistic(0.1), (m, x) => ReferenceDensity.DiscretizedLogistic(m, x, 0.1), m => ReferenceDensity.DiscretizedLogisticMean(m, 0.1)),
    };

    public static TheoryNames Names => [.. _all.Keys];

    public static LikelihoodCase Of(string name) => _all[name];

    /// <summary>Outputs of the decoder for a row of pixels.</summary>
    public int Outputs(int pixels) => Likelihood.PixelVariance switch
    {
        PixelVariance.Global or PixelVariance.Optimal => pixels + 1,
        PixelVariance.PerPixel => 2 * pixels,
        _ => pixels,
    };

    /// <summary>The outputs for each image beside itself.</summary>
    public static double[][] Tile(double[][] decoded, int pixels) => [.. decoded.Select(row =>
    {
        double[] means = row[..pixels], rest = row[pixels..];
        return (double[])[.. means, .. means, .. rest, .. rest.Length == pixels ? rest : []];
    })];

    /// <summary>Rows of 8-bit grey values in 0..1, which every likelihood allows.</summary>
    public static double[][] Pixels(Random random, int rows, int columns) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => random.Next(256) / 255.0).ToArray())];
}
