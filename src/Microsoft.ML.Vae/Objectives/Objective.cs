using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae;

/// <summary>
/// The loss that training minimises; see <see cref="VaeOptions.Objective"/>. Losses are in nats, summed over pixels and latent dimensions
/// and averaged over rows. The history and <see cref="VaeTransformer.Evaluate(IDataView, int?)"/> report the plain negative ELBO whatever
/// the objective, so that fits can be compared.
/// </summary>
public abstract class Objective
{
    private protected Objective() { }

    /// <summary>
    /// The negative evidence lower bound (ELBO), with a weight on the KL divergence: −log p(x|z) + β KL(q(z|x) ‖ N(0, I)). With β = 1 it is
    /// the variational autoencoder of Kingma and Welling, "Auto-Encoding Variational Bayes" (2014); other values make the β-VAE of Higgins
    /// et al., "beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework" (2017).
    /// </summary>
    /// <param name="beta">β, in [0, 1e6]; above 1, it trades reconstruction quality for more independent dimensions. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is out of range.</exception>
    public static Objective Elbo(double beta = VaeDefaults.Beta) => new ElboObjective(BetaSchedule.Constant(beta));

    /// <summary>The negative ELBO with a weight on the KL divergence that changes during the fit.</summary>
    /// <param name="beta">The schedule of β, such as <see cref="BetaSchedule.Linear"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="beta"/> is null.</exception>
    public static Objective Elbo(BetaSchedule beta)
    {
        ArgumentNullException.ThrowIfNull(beta);
        return new ElboObjective(beta);
    }

    /// <summary>
    /// Free bits, against posterior collapse: −log p(x|z) + β Σ_j max(λ, batch mean of KL_j) (Kingma et al., "Improved Variational
    /// Inference with Inverse Autoregressive Flow", 2016, equation 15). A latent dimension whose KL is below λ nats gets no gradient from
    /// the divergence.
    /// </summary>
    /// <param name="nats">λ, per dimension, in [0, 1e6]; the paper recommends 0.125 to 1. Default: 0.25.</param>
    /// <param name="beta">The weight of the divergence. Default: null, a constant 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is out of range.</exception>
    public static Objective FreeBits(double nats = 0.25, BetaSchedule? beta = null)
    {
        Guard.InRange(nats, 0, Guard.Largest);
        return new FreeBitsObjective(nats, beta ?? BetaSchedule.Constant(VaeDefaults.Beta));
    }

    /// <summary>
    /// Controlled capacity: −log p(x|z) + γ |KL − C|, where KL is the batch mean and C rises linearly from 0 (Burgess et al.,
    /// "Understanding disentangling in β-VAE", 2018).
    /// </summary>
    /// <param name="nats">The final C, in [0, 1e6]. Default: 25, as in the paper.</param>
    /// <param name="epochs">Epochs until C reaches its final value, in (0, 1e6]. Default: 10.</param>
    /// <param name="gamma">γ, in [0, 1e6]. The paper uses 1000, which on 28 × 28 pixels outweighs the reconstruction. Default: 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Objective Capacity(double nats = 25, double epochs = 10, double gamma = 10)
    {
        Guard.InRange(nats, 0, Guard.Largest);
        Guard.Positive(epochs, Guard.Largest);
        Guard.InRange(gamma, 0, Guard.Largest);
        return new CapacityObjective(gamma, nats, epochs);
    }

    /// <summary>
    /// β-TC-VAE: −log p(x|z) + α I(x; z) + β TC(z) + γ Σ_j KL(q(z_j) ‖ p(z_j)), which weights the three parts of the KL divergence
    /// separately (Chen et al., "Isolating Sources of Disentanglement in Variational Autoencoders", 2018), estimated by minibatch
    /// stratified sampling. With all weights 1 it is the ELBO with a sampled divergence. Each step compares all pairs of rows in a batch.
    /// The number of rows must be known: streamed data of unknown length is read one extra time to count it.
    /// </summary>
    /// <param name="beta">β, the weight of the total correlation, in [0, 1e6]. Default: 4.</param>
    /// <param name="alpha">α, the weight of the mutual information, in [0, 1e6]. Default: 1.</param>
    /// <param name="gamma">γ, the weight of the dimension-wise KL divergence, in [0, 1e6]. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is out of range.</exception>
    public static Objective TotalCorrelation(double beta = 4, double alpha = 1, double gamma = 1)
    {
        Guard.InRange(beta, 0, Guard.Largest);
        Guard.InRange(alpha, 0, Guard.Largest);
        Guard.InRange(gamma, 0, Guard.Largest);
        return new TotalCorrelationObjective(alpha, beta, gamma);
    }

    /// <summary>
    /// InfoVAE: −log p(x|z) + (1 − α) KL + (α + λ − 1) MMD(q(z) ‖ N(0, I)) (Zhao, Song and Ermon, "InfoVAE: Balancing Learning and
    /// Inference in Variational Autoencoders", 2019). MMD is the squared maximum mean discrepancy between the latents of a batch and as
    /// many draws from the prior. It is estimated by the unbiased U-statistic, which can be negative; a batch of one row, which has no
    /// pairs, uses the V-statistic.
    /// </summary>
    /// <param name="alpha">α, in [-1e6, 1]. Default: 0, the whole divergence.</param>
    /// <param name="lambda">λ, in (0, 1e6] and at least 1 − α. Default: 1000, as in the paper.</param>
    /// <param name="kernel">The kernel of the MMD. Default: Gaussian, as in the paper.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Objective InfoVae(double alpha = 0, double lambda = 1000, MmdKernel kernel = MmdKernel.Gaussian)
    {
        Guard.InRange(alpha, -Guard.Largest, 1);
        Guard.Positive(lambda, Guard.Largest);
        Guard.InRange(lambda, 1 - alpha, Guard.Largest);
        return new InfoVaeObjective(alpha, lambda, Guard.Defined(kernel));
    }

    /// <summary>
    /// The Wasserstein autoencoder with MMD: −log p(x|z) + λ MMD(q(z) ‖ N(0, I)), without a KL divergence per row (Tolstikhin et al.,
    /// "Wasserstein Auto-Encoders", 2018), here with a Gaussian encoder. It is <see cref="InfoVae"/> with α = 1.
    /// </summary>
    /// <param name="lambda">λ, in (0, 1e6]. Default: 10, as in the paper.</param>
    /// <param name="kernel">The kernel of the MMD. Default: inverse multiquadratic, as in the paper.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Objective WassersteinAutoencoder(double lambda = 10, MmdKernel kernel = MmdKernel.InverseMultiquadratic) =>
        InfoVae(alpha: 1, lambda, kernel);

    /// <summary>
    /// The importance-weighted bound: −log 1/K Σ_k p(x, z_k) / q(z_k|x) (Burda, Grosse and Salakhutdinov, "Importance Weighted
    /// Autoencoders", 2016). It is tighter than the ELBO, and for K = 1 equals it, with a sampled divergence. A step takes about K times as
    /// long.
    /// </summary>
    /// <param name="samples">K, the draws of z per row, in [1, 1000]. Default: 5.</param>
    /// <param name="doublyReparameterised">
    /// Whether the encoder uses the gradient of Tucker et al., "Doubly Reparameterized Gradient Estimators for Monte Carlo Objectives"
    /// (2019). It has the same mean, without the noise that grows with K. The decoder's gradient is the same either way. Default: true.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">K is out of range.</exception>
    public static Objective ImportanceWeighted(int samples = 5, bool doublyReparameterised = true)
    {
        Guard.InRange(samples, 1, 1000);
        return new ImportanceWeightedObjective(samples, doublyReparameterised);
    }

    /// <summary>
    /// A plain autoencoder: −log p(x|z) at z = μ(x) (Hinton and Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks",
    /// 2006). It has no posterior, no divergence and no prior to sample from. With <see cref="Likelihood.Gaussian"/> it minimises the
    /// squared error. Its negative ELBO is the reconstruction loss alone, which is not a bound.
    /// </summary>
    public static Objective Autoencoder { get; } = new AutoencoderObjective();

    /// <summary>
    /// A vector-quantised autoencoder (VQ-VAE): −log p(x|e) + β ‖z(x) − sg(e)‖² (van den Oord, Vinyals and Kavukcuoglu, "Neural Discrete
    /// Representation Learning", 2017). The latent is split into G groups of equal size, each replaced by the nearest of K codebook
    /// vectors; in the backward pass the gradient is copied straight through the quantization. The codebook is learned by moving averages,
    /// and rarely used vectors are re-initialized from encodings of the current batch. <see cref="VaeOptions.LatentIndexColumnName"/> adds
    /// the indices of a row's vectors. The prior is uniform, so the divergence is G log K nats and the negative ELBO is a true bound. With
    /// more than one group, samples from this prior combine vectors that never occur together in the data.
    /// </summary>
    /// <param name="vectors">K, in [2, 65536]. Default: 512.</param>
    /// <param name="groups">G, in [1, 4096]; it must divide the latent dimension. Default: 1.</param>
    /// <param name="commitment">β, in [0, 1e6]. Default: 0.25, as in the paper.</param>
    /// <param name="decay">γ of the moving averages, in [0, 1). Default: 0.99, as in the paper.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Objective VectorQuantization(int vectors = 512, int groups = 1, double commitment = 0.25, double decay = 0.99)
    {
        Guard.InRange(vectors, 2, CodebookShape.MostVectors);
        Guard.InRange(groups, 1, 4096);
        Guard.InRange(commitment, 0, Guard.Largest);
        Guard.BelowOne(decay);
        return new VectorQuantizationObjective(new CodebookShape(vectors, groups), commitment, decay);
    }

    /// <summary>The kind of latent that the objective trains.</summary>
    internal virtual BottleneckSpec Latent => BottleneckSpec.Gaussian;

    /// <summary>Draws of z per row, K.</summary>
    internal virtual int SamplesPerRow => 1;

    /// <summary>Epochs until the loss has its final weights.</summary>
    internal virtual double WarmupEpochs => 0;

    /// <summary>Whether a step needs the total number of rows.</summary>
    internal virtual bool NeedsRowCount => false;

    /// <summary>Whether the loss of a batch is the mean of losses of its rows, none of which depends on the others.</summary>
    internal virtual bool IsMeanOfRows => false;

    /// <summary>Elements of the largest tensor that compares the rows of a batch with each other.</summary>
    internal virtual long LargestTensor(long batchSize, long latentDimension) => 0;

    /// <summary>The z to decode: z itself, or a detached leaf whose gradient <see cref="Backward"/> propagates.</summary>
    internal virtual Tensor DecoderInput(Tensor z) => z;   // [B·K, Z] -> [B·K, Z]

    /// <summary>The loss of a batch, averaged over its rows.</summary>
    internal abstract Tensor Loss(ObjectiveBatch batch, TrainingPosition position);   // -> []

    /// <summary>Adds the gradient of the loss, times the batch's share of the step, to that of every parameter.</summary>
    internal virtual void Backward(ObjectiveBatch batch, TrainingPosition position) =>
        batch.PartOfStep(Loss(batch, position)).backward();
}
