using System.Numerics;
using Microsoft.ML.Vae.Visuals.Projections;

namespace Microsoft.ML.Vae.Visuals;

/// <summary>
/// Maps of rows in two dimensions that keep neighbours together: t-distributed stochastic neighbor embedding (van der Maaten and Hinton,
/// "Visualizing Data using t-SNE", 2008), exact, without approximation. Distances between clusters and their sizes mean little.
/// </summary>
public static class Tsne
{
    internal const int LeastRows = 4;

    private const int MostRows = 10_000;   // time and memory grow with the square
    private const int EarlyIterations = 250;
    private const int LeastIterations = 250;
    private const int MostIterations = 100_000;
    private const double MostExaggeration = 1000;
    private const double MostRate = 1e6;
    private const double LeastPerplexity = 1;

    /// <summary>Draws a map. The same rows and options give the same map on the same machine.</summary>
    /// <param name="rows">Rows of one size, such as latents; at least 4, at most 10,000.</param>
    /// <param name="options">How. Default: null, as scikit-learn does.</param>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException">Rows differ in size, are empty, or hold a number that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many rows, or an option is out of its range.</exception>
    public static TsneMap Embed(IReadOnlyList<float[]> rows, TsneOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        options ??= new TsneOptions();
        Guard.InRange(rows.Count, LeastRows, MostRows, "rows.Count");
        Check(rows);
        double perplexity = options.Perplexity ?? Math.Min(30, (rows.Count - 1) / 3.0);
        if (!(perplexity >= LeastPerplexity && perplexity < rows.Count - 1))
        {
            string wanted = FormattableString.Invariant($"in [1, {rows.Count - 1}), as there are {rows.Count} rows");
            throw Guard.OutOfRange(perplexity, wanted, nameof(TsneOptions.Perplexity));
        }
        Guard.InRange(options.EarlyExaggeration, 1, MostExaggeration, nameof(TsneOptions.EarlyExaggeration));
        Guard.InRange(options.Iterations, LeastIterations, MostIterations, nameof(TsneOptions.Iterations));
        double rate = options.LearningRate ?? Math.Max(rows.Count / options.EarlyExaggeration / 4, 50);
        Guard.Positive(rate, MostRate, nameof(TsneOptions.LearningRate));

        float[] distances = Distances.Squared(rows);
        var forces = new TsneForces(Affinities.Conditional(distances, rows.Count, perplexity), rows.Count);
        var descent = new TsneDescent(forces, TsneStart.Of(rows, options.Seed), rate);
        descent.Run(EarlyIterations, options.EarlyExaggeration, momentum: 0.5);
        descent.Run(options.Iterations - EarlyIterations, exaggeration: 1, momentum: 0.8);
        float[] map = descent.Map;
        return new TsneMap(
            [.. Enumerable.Range(0, rows.Count).Select(i => new Vector2(map[2 * i], map[2 * i + 1]))], forces.Divergence(map),
            descent.Iterations, perplexity, Neighborhoods.Trustworthiness(distances, map, rows.Count));
    }

    private static void Check(IReadOnlyList<float[]> rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            ArgumentNullException.ThrowIfNull(rows[i], FormattableString.Invariant($"rows[{i}]"));
            if (rows[i].Length == 0 || rows[i].Length != rows[0].Length)
            {
                throw Bad(i, FormattableString.Invariant(
                    $"has {rows[i].Length} numbers; must have {Math.Max(1, rows[0].Length)}, as the first"));
            }
            if (!rows[i].All(float.IsFinite))
                throw Bad(i, "holds a number that is not finite");
        }
    }

    private static ArgumentException Bad(int row, string what) => new(FormattableString.Invariant($"Row {row} {what}."));
}
