namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>−log p(x|decoded) of one row in nats and the mean of one pixel, in plain C# doubles, straight from their definitions.</summary>
internal static class ReferenceDensity
{
    private const double Level = 1.0 / 255;

    /// <summary>−log C(λ) λˣ (1 − λ)¹⁻ˣ with C(λ) = 2 artanh(1 − 2λ) / (1 − 2λ).</summary>
    public static double ContinuousBernoulli(double[] logits, double[] x) =>
        ReferenceLoss.Bernoulli(logits, x) - logits.Sum(LogNormalizer);

    public static double ContinuousBernoulliMean(double logit)
    {
        double lambda = 1 / (1 + Math.Exp(-logit));
        return Math.Abs(logit) < 1e-5 ? 0.5 : lambda / (2 * lambda - 1) + 1 / (2 * Math.Atanh(1 - 2 * lambda));
    }

    public static double Laplace(double[] decoded, double[] x, double scale) =>
        decoded.Zip(x, (m, pixel) => Math.Abs(pixel - m) / scale + Math.Log(2 * scale)).Sum();

    /// <summary>−log of the probability that a logistic variable rounds to the level x, the first and the last of which are open outwards.</summary>
    public static double DiscretizedLogistic(double[] decoded, double[] x, double scale) =>
        decoded.Zip(x, (m, pixel) => -Math.Log(LevelProbability(m, (int)Math.Round(255 * pixel), scale))).Sum();

    public static double DiscretizedLogisticMean(double m, double scale) =>
        Enumerable.Range(0, 256).Sum(level => level * Level * LevelProbability(m, level, scale));

    /// <summary>The row holds the means, then one log-variance or one for each pixel, before the bounds.</summary>
    public static double LearnedVariance(double[] decoded, double[] x, double floor) => x.Select((pixel, i) =>
    {
        double raw = decoded[decoded.Length == 2 * x.Length ? x.Length + i : x.Length];
        return ReferenceLoss.Gaussian([decoded[i]], [pixel], Math.Exp(0.5 * Bounded(raw, 2 * Math.Log(floor), 20)));
    }).Sum();

    private static double LogNormalizer(double logit)
    {
        double ratio = 1 - 2 / (1 + Math.Exp(-logit));   // 1 − 2λ
        return Math.Abs(logit) < 1e-5 ? Math.Log(2) : Math.Log(-logit / ratio);   // 2 artanh(1 − 2λ) = log((1 − λ) / λ) = −l
    }

    private static double LevelProbability(double m, int level, double scale)
    {
        // As the difference of the smaller tails, of which doubles lose least.
        double side = level * Level > m ? -1 : 1;
        double upper = level == 255 ? double.PositiveInfinity : ((level + 0.5) * Level - m) / scale;
        double lower = level == 0 ? double.NegativeInfinity : ((level - 0.5) * Level - m) / scale;
        return side * (Sigmoid(side * upper) - Sigmoid(side * lower));
    }

    private static double Sigmoid(double t) => t < 0 ? Math.Exp(t) / (1 + Math.Exp(t)) : 1 / (1 + Math.Exp(-t));

    private static double Bounded(double raw, double low, double high) => raw + Softplus(low - raw) - Softplus(raw - high);

    private static double Softplus(double t) => Math.Max(t, 0) + Math.Log(1 + Math.Exp(-Math.Abs(t)));
}
