using System.Text;

namespace Microsoft.ML.Vae;

/// <summary>
/// How well a model explains a data set; see <see cref="VaeTransformer.Evaluate(IDataView, int?)"/>. Losses are full densities (a
/// cross-entropy for Bernoulli on grey pixels) in nats per row: summed over pixels and latent dimensions, averaged over rows, with β = 1.
/// </summary>
public sealed class VaeMetrics
{
    /// <summary>The negative evidence lower bound: <see cref="ReconstructionLoss"/> + <see cref="KlDivergence"/>.</summary>
    public double NegativeElbo => ReconstructionLoss + KlDivergence;

    /// <summary>
    /// -log p(x|z). Under a Bernoulli likelihood on grey pixels this is the binary cross-entropy, which is not a density: its smallest
    /// possible value is the pixels' own entropy, not 0. Under any other likelihood of grey pixels, or with <see
    /// cref="VaeOptions.DynamicBinarization"/>, it is the density or the probability of what the network sees; a density's may be negative.
    /// </summary>
    public required double ReconstructionLoss { get; init; }

    /// <summary>KL(q(z|x) ‖ N(0, I)), never negative; G log K with a codebook of K vectors in G groups; 0 for an autoencoder.</summary>
    public required double KlDivergence { get; init; }

    /// <summary>
    /// <see cref="NegativeElbo"/> / (D ln 2) with D pixels per row, except missing ones: bits per pixel, of the scaled pixels that the
    /// network sees. For a density of pixels that were stored as 0..255 and divided by 255, add log₂ 255 to compare with numbers per 8-bit
    /// grey level; under <see cref="Likelihood.DiscretizedLogistic"/> it is already such a number.
    /// </summary>
    public required double BitsPerDimension { get; init; }

    /// <summary>What each latent dimension adds to <see cref="KlDivergence"/>, in its order; never negative.</summary>
    public required IReadOnlyList<double> KlPerDimension { get; init; }

    /// <summary>
    /// The mean over rows and pixels, except missing ones, of the squared difference between a scaled pixel and its reconstruction E[x|z].
    /// </summary>
    public required double SquaredErrorPerPixel { get; init; }

    /// <summary>Latent dimensions whose posterior mean has a variance above 0.01 over the data (Burda et al., 2016).</summary>
    public required int ActiveUnits { get; init; }

    /// <summary>Rows evaluated.</summary>
    public required long RowCount { get; init; }

    /// <summary>Whether z was drawn from the posterior (true) or taken as its mean (false).</summary>
    public required bool IsLatentSampled { get; init; }

    /// <summary>
    /// log p(x), estimated from below by log 1/k Σ p(x|z) p(z) / q(z|x) over <see cref="ImportanceSamples"/> draws of z for each row (Burda
    /// et al., 2016): for k = 1 the negative of a sampled <see cref="NegativeElbo"/>, and nearer to log p(x) the larger k is. Null unless
    /// <see cref="VaeEvaluationOptions.ImportanceSamples"/> asked for it.
    /// </summary>
    public double? ImportanceWeightedLogLikelihood { get; init; }

    /// <summary>k of <see cref="ImportanceWeightedLogLikelihood"/>, or null.</summary>
    public int? ImportanceSamples { get; init; }

    /// <summary>
    /// I(x; z) in nats under q: the mean of log q(z|x) − log q(z) over draws of z, q(z) being the mixture of the posteriors of all N rows
    /// evaluated (Hoffman and Johnson, 2016). It is at most log N, so few rows cannot show much, and at most <see cref="KlDivergence"/>,
    /// apart from sampling noise. Null unless <see cref="VaeEvaluationOptions.InformationSamples"/> asked for it.
    /// </summary>
    public double? MutualInformation { get; init; }

    /// <summary>
    /// KL(q(z) ‖ Π q(z_j)) in nats, how far the latent dimensions are from independent: the mean of log q(z) − Σ log q(z_j) over the same
    /// draws, with the mixtures of all N posteriors (Chen et al., 2018). Null unless <see cref="VaeEvaluationOptions.InformationSamples"/>
    /// asked for it.
    /// </summary>
    public double? TotalCorrelation { get; init; }

    /// <summary>
    /// The perplexity of codebook usage, in [1, K]: exp of its entropy. Null without a codebook, see <see
    /// cref="Objective.VectorQuantization"/>.
    /// </summary>
    public double? CodebookPerplexity { get; init; }

    /// <summary>
    /// The model's anomaly score, as in "Excess"; see <see cref="VaeOptions.AnomalyScore"/>. Null for a model without score columns.
    /// </summary>
    public string? AnomalyScore { get; init; }

    /// <summary>The mean over rows of that score, at z = mean whatever the other measures take.</summary>
    public double? MeanAnomalyScore { get; init; }

    /// <summary>The metrics in a few lines, in invariant culture.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Add($"Negative ELBO {NegativeElbo:F3} nats per row (reconstruction {ReconstructionLoss:F3}, KL {KlDivergence:F3}), ");
        Add($"{BitsPerDimension:F4} bits per pixel\n");
        Add($"Squared error {SquaredErrorPerPixel:G4} per pixel, {ActiveUnits} of {KlPerDimension.Count} latent dimensions active\n");
        Add($"{RowCount:N0} rows, z {(IsLatentSampled ? "drawn from" : "at the mean of")} the posterior");
        if (ImportanceWeightedLogLikelihood is { } likelihood)
            Add($"\nImportance-weighted log-likelihood {likelihood:F3} nats per row ({ImportanceSamples} samples)");
        if (MutualInformation is { } information)
            Add($"\nMutual information {information:F3} nats, total correlation {TotalCorrelation:F3} nats");
        if (CodebookPerplexity is { } perplexity)
            Add($"\nCodebook perplexity {perplexity:F2}");
        if (MeanAnomalyScore is { } score)
            Add($"\nAnomaly score {AnomalyScore}: {score:F3} on average");
        return text.ToString();

        void Add(FormattableString part) => text.Append(FormattableString.Invariant(part));
    }
}
