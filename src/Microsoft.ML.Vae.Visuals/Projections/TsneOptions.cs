namespace Microsoft.ML.Vae.Visuals;

/// <summary>How <see cref="Tsne.Embed"/> draws its map. The defaults are those of scikit-learn.</summary>
public sealed record TsneOptions
{
    /// <summary>
    /// How many neighbours of a row count, about: the perplexity of its distribution over the others, in [1, rows − 1). Default: null, 30,
    /// or a third of the other rows if they are fewer than 90.
    /// </summary>
    public double? Perplexity { get; init; }

    /// <summary>By how much rows attract one another more in the first 250 iterations, in [1, 1000]. Default: 12.</summary>
    public double EarlyExaggeration { get; init; } = 12;

    /// <summary>
    /// The step size, in (0, 1e6]. Default: null, the number of rows divided by four times <see cref="EarlyExaggeration"/>, but at least 50
    /// (Belkina et al., "Automated Optimized Parameters for t-Distributed Stochastic Neighbor Embedding", 2019).
    /// </summary>
    public double? LearningRate { get; init; }

    /// <summary>Iterations, in [250, 100000]; fewer are made once the map no longer changes. Default: 1000.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>
    /// Seeds a random start. Default: null, which starts from the first two principal components; the map then depends on nothing but the
    /// rows.
    /// </summary>
    public int? Seed { get; init; }
}
