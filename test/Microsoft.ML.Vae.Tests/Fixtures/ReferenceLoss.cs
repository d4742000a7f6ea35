namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>The losses of one row in nats, in plain C# doubles, straight from their definitions.</summary>
internal static class ReferenceLoss
{
    /// <summary>KL(N(μ, σ²) ‖ N(0, I)) with log σ² given.</summary>
    public static double KlDivergence(double[] mean, double[] logVariance) =>
        mean.Zip(logVariance, (mu, v) => 0.5 * (mu * mu + Math.Exp(v) - 1 - v)).Sum();

    /// <summary>−Σ x log p + (1 − x) log(1 − p) with p = sigmoid(logit), written so that neither logarithm sees 0.</summary>
    public static double Bernoulli(double[] logits, double[] x) =>
        logits.Zip(x, (logit, pixel) => pixel * LogOnePlusExp(-logit) + (1 - pixel) * LogOnePlusExp(logit)).Sum();

    /// <summary>−log N(x; decoded, σ²), with every constant.</summary>
    public static double Gaussian(double[] decoded, double[] x, double sigma) =>
        decoded.Zip(x, (m, pixel) => 0.5 * Math.Pow((pixel - m) / sigma, 2) + Math.Log(sigma) + 0.5 * Math.Log(2 * Math.PI)).Sum();

    private static double LogOnePlusExp(double value) => Math.Max(value, 0) + Math.Log(1 + Math.Exp(-Math.Abs(value)));
}
