namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>Quantiles: of N(0, 1), and of numbers.</summary>
internal static class Quantiles
{
    /// <summary>The mid-points of so many parts of equal probability of N(0, 1), ascending.</summary>
    public static float[] OfNormal(int count) => [.. Enumerable.Range(0, count).Select(i => (float)Normal((i + 0.5) / count))];

    /// <summary>The same of numbers.</summary>
    public static float[] Of(IEnumerable<float> values, int count)
    {
        float[] sorted = [.. values.Order()];
        return [.. Enumerable.Range(0, count).Select(i => At(sorted, (i + 0.5) / count))];
    }

    /// <summary>A quantile of sorted numbers, between two of them where it falls there.</summary>
    public static float At(IReadOnlyList<float> sorted, double probability)
    {
        double place = probability * (sorted.Count - 1);
        int below = (int)place, above = Math.Min(below + 1, sorted.Count - 1);
        return (float)(sorted[below] + (place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The inverse of the normal distribution function, by bisection of <see cref="Cumulative"/> to the last digit.</summary>
    public static double Normal(double probability)
    {
        (double low, double high) = (-9, 9);
        while (high - low > 1e-12)
        {
            double middle = (low + high) / 2;
            (low, high) = Cumulative(middle) < probability ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }

    /// <summary>P(N(0, 1) ≤ x), from the power series of its density (Marsaglia, "Evaluating the Normal Distribution", 2004).</summary>
    public static double Cumulative(double x)
    {
        if (Math.Abs(x) > 8)
            return x < 0 ? 0 : 1;
        double sum = x, term = x;
        for (int i = 3; sum + term != sum; i += 2)
            sum += term *= x * x / i;
        return 0.5 + sum * Density(x);
    }

    /// <summary>The density of N(0, 1).</summary>
    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
}
