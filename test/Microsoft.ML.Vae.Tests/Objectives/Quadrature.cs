namespace Microsoft.ML.Vae.Tests.Objectives;

/// <summary>Integrals of smooth functions that vanish at both ends, where equal steps converge faster than any power of the step.</summary>
internal static class Quadrature
{
    private const int Steps = 4000;

    public static double Integrate(Func<double, double> f, double from, double to)
    {
        double step = (to - from) / Steps;
        return step * Enumerable.Range(0, Steps + 1).Sum(i => f(from + i * step));
    }

    /// <summary>KL(N(μ, σ²) ‖ N(0, 1)) from its definition, ∫ q log(q / p).</summary>
    public static double KlDivergence(double mean, double sigma)
    {
        double LogRatio(double z) => -0.5 * Math.Pow((z - mean) / sigma, 2) - Math.Log(sigma) + 0.5 * z * z;
        double Density(double z) => Math.Exp(-0.5 * Math.Pow((z - mean) / sigma, 2)) / (sigma * Math.Sqrt(2 * Math.PI));
        return Integrate(z => Density(z) * LogRatio(z), mean - 12 * sigma, mean + 12 * sigma);
    }
}
