namespace Microsoft.ML.Vae.Bench;

/// <summary>Exact t-SNE as one writes it in C#: loops over all pairs, and a matrix of weights between them.</summary>
internal sealed class PlainTsne() : Variant("plain loop of t-SNE, 250 iterations", "maps/s")
{
    public const int Iterations = 250;

    private const double Perplexity = 30, Exaggeration = 12, Momentum = 0.5;
    private const int Bisections = 50;

    public override double Measure()
    {
        float[][] rows = TsneRows.Create();
        return Speed.Of(() => Embed(rows));
    }

    private static double[,] Embed(float[][] rows)
    {
        int count = rows.Length;
        double[,] p = Probabilities(rows), map = new double[count, 2], velocity = new double[count, 2], gains = new double[count, 2];
        double[,] weights = new double[count, count], gradient = new double[count, 2];
        var random = new Random(1);
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < 2; k++)
                (map[i, k], gains[i, k]) = (1e-4 * (random.NextDouble() - 0.5), 1);
        }
        double rate = Math.Max(count / Exaggeration / 4, 50);
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            Gradient(p, map, weights, gradient);
            for (int i = 0; i < count; i++)
            {
                for (int k = 0; k < 2; k++)
                {
                    gains[i, k] = Math.Max(0.01, velocity[i, k] * gradient[i, k] < 0 ? gains[i, k] + 0.2 : gains[i, k] * 0.8);
                    velocity[i, k] = Momentum * velocity[i, k] - rate * gains[i, k] * gradient[i, k];
                    map[i, k] += velocity[i, k];
                }
            }
        }
        return map;
    }

    private static void Gradient(double[,] p, double[,] map, double[,] weights, double[,] gradient)
    {
        int count = map.GetLength(0);
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                double x = map[i, 0] - map[j, 0], y = map[i, 1] - map[j, 1];
                weights[i, j] = weights[j, i] = 1 / (1 + x * x + y * y);
                sum += 2 * weights[i, j];
            }
        }
        for (int i = 0; i < count; i++)
        {
            (double x, double y) = (0, 0);
            for (int j = 0; j < count; j++)
            {
                double force = (Exaggeration * p[i, j] - weights[i, j] / sum) * weights[i, j];
                x += force * (map[i, 0] - map[j, 0]);
                y += force * (map[i, 1] - map[j, 1]);
            }
            (gradient[i, 0], gradient[i, 1]) = (4 * x, 4 * y);
        }
    }

    private static double[,] Probabilities(float[][] rows)
    {
        int count = rows.Length;
        double[,] conditional = new double[count, count], p = new double[count, count];
        for (int i = 0; i < count; i++)
            Bisect(i, [.. rows.Select(row => Distance(rows[i], row))], conditional);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
                p[i, j] = (conditional[i, j] + conditional[j, i]) / (2 * count);
        }
        return p;
    }

    private static void Bisect(int row, double[] distances, double[,] conditional)
    {
        (double low, double high, double beta) = (0, double.PositiveInfinity, 1);
        for (int step = 0; step < Bisections; step++)
        {
            (double sum, double mean) = (0, 0);
            for (int j = 0; j < distances.Length; j++)
            {
                double weight = j == row ? 0 : Math.Exp(-beta * distances[j]);
                (sum, mean, conditional[row, j]) = (sum + weight, mean + weight * distances[j], weight);
            }
            for (int j = 0; j < distances.Length; j++)
                conditional[row, j] /= sum;
            bool isTooWide = Math.Log(sum) + beta * mean / sum > Math.Log(Perplexity);
            (low, high) = isTooWide ? (beta, high) : (low, beta);
            beta = double.IsFinite(high) ? (low + high) / 2 : 2 * beta;
        }
    }

    private static double Distance(float[] a, float[] b)
    {
        double sum = 0;
        for (int k = 0; k < a.Length; k++)
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        return sum;
    }
}
