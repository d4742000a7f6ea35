using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae;

/// <summary>
/// What makes a row an anomaly; see <see cref="VaeOptions.AnomalyScore"/>. Higher is more anomalous. Scores are computed at the mean of
/// each row's posterior unless stated otherwise, depend on nothing but the row, and are finite: a row whose score overflows gets <see
/// cref="float.MaxValue"/>.
/// </summary>
public abstract class AnomalyScore
{
    internal const int MostSamples = 10_000;

    private protected AnomalyScore() { }

    /// <summary>
    /// The negative ELBO minus the least −log p(x|z) that any decoder could give for the row, in nats: <see cref="ReconstructionError"/>
    /// plus <see cref="KullbackLeibler"/>, 0 for a row that is reconstructed perfectly at no cost, and never negative. Under a Bernoulli
    /// likelihood, the least is the entropy of the grey pixels, which differs from image to image and would otherwise hide anomalies. With
    /// a learned variance, it is that of the mean alone, at the variance that the decoder gives.
    /// </summary>
    public static AnomalyScore Excess { get; } = new ExcessScore(withDivergence: true);

    /// <summary>The negative ELBO, −log p(x|z) + KL(q(z|x) ‖ p(z)), in nats; it may be negative for densities.</summary>
    public static AnomalyScore NegativeElbo { get; } = new NegativeElboScore();

    /// <summary>
    /// −log p(x|z) minus the least that any decoder could give, in nats: under <see cref="Likelihood.Gaussian"/>, the squared error divided
    /// by 2σ².
    /// </summary>
    public static AnomalyScore ReconstructionError { get; } = new ExcessScore(withDivergence: false);

    /// <summary>KL(q(z|x) ‖ p(z)) in nats; only for models with a Gaussian posterior.</summary>
    public static AnomalyScore KullbackLeibler { get; } = new KullbackLeiblerScore();

    /// <summary>
    /// The Mahalanobis distance of the row's latent mean to those of the training rows, whose covariance is shrunk towards a multiple of
    /// the identity (Ledoit and Wolf, "A well-conditioned estimator for large-dimensional covariance matrices", 2004). It ignores the
    /// reconstruction. The fit reads the training rows once more for it if they are not in memory.
    /// </summary>
    public static AnomalyScore LatentDensity { get; } = new LatentDensityScore();

    /// <summary>
    /// The negative ELBO minus a measure of the row's complexity, in nats, since models give simple images a high likelihood whatever they
    /// show (Serrà et al., "Input complexity and out-of-distribution detection with likelihood-based generative models", 2020). For scaled
    /// pixels in [0, 1] the complexity is the sum of their entropies. For other values it is the code length of the row at 256 levels
    /// between the least and the greatest training value, after prediction from neighboring pixels if the row is an image. It may be
    /// negative. The fit reads the training rows once more for the two values if it needs them and the rows are not in memory.
    /// </summary>
    public static AnomalyScore ComplexityCorrected { get; } = new ComplexityCorrectedScore();

    /// <summary>
    /// <see cref="Excess"/> with a tighter bound in place of the ELBO: −log 1/k Σ p(x, z) / q(z|x) over k draws of z (Burda, Grosse and
    /// Salakhutdinov, "Importance Weighted Autoencoders", 2016) minus the least −log p(x|z). The draws are the same for every row; they
    /// depend on <see cref="VaeOptions.SampleSeed"/> alone. Each draw decodes every row once. Only for models with a Gaussian posterior.
    /// </summary>
    /// <param name="samples">k, in [1, 10000]. Default: 50.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is out of its range.</exception>
    public static AnomalyScore ImportanceWeighted(int samples = 50) =>
        new ImportanceWeightedScore(Guard.InRange(samples, 1, MostSamples));

    /// <summary>Whether only rows whose latent is a distribution have this score.</summary>
    internal virtual bool NeedsPosterior => false;

    /// <summary>Whether the score is a sum over the slots of a row.</summary>
    internal virtual bool HasContributions => true;

    /// <summary>Whether <see cref="Learn"/> reads training rows for a model.</summary>
    internal virtual bool NeedsRows(VaeModel model) => false;

    /// <summary>What the score needs to know of the training rows.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="trainingRows">A pass over them.</param>
    /// <param name="ranks">The processes of which each has some of the rows; null: there is one.</param>
    internal virtual ScoreStatistics Learn(VaeModel model, Func<RowBatches> trainingRows, RankGroup? ranks = null) => ScoreStatistics.None;

    /// <summary>The score of each row.</summary>
    internal abstract Tensor Rows(ScoredRows rows);   // -> [B]

    /// <summary>What of the score belongs to each slot, before the rest is divided among them.</summary>
    internal abstract Tensor Slots(ScoredRows rows);   // -> [B, D]
}
