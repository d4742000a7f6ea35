using System.Numerics;

namespace Microsoft.ML.Vae.Visuals;

/// <summary>A map that <see cref="Tsne.Embed"/> has drawn.</summary>
public sealed class TsneMap
{
    internal TsneMap(IReadOnlyList<Vector2> points, double klDivergence, int iterations, double perplexity, double? trustworthiness)
    {
        (Points, KlDivergence, Iterations) = (points, klDivergence, iterations);
        (Perplexity, Trustworthiness) = (perplexity, trustworthiness);
    }

    /// <summary>Where each row stands. Distances matter, directions and axes mean nothing.</summary>
    public IReadOnlyList<Vector2> Points { get; }

    /// <summary>What was minimised: the KL divergence of the neighbourhoods of the map from those of the rows, in nats.</summary>
    public double KlDivergence { get; }

    /// <summary>Iterations made.</summary>
    public int Iterations { get; }

    /// <summary>The perplexity that was used.</summary>
    public double Perplexity { get; }

    /// <summary>
    /// How far the five nearest neighbours in the map are near in the rows, too, in [0, 1]: 1 if they are the nearest there (Venna and
    /// Kaski, "Neighborhood Preservation in Nonlinear Projection Methods", 2001). Null for fewer than 12 rows.
    /// </summary>
    public double? Trustworthiness { get; }
}
