using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae;

/// <summary>
/// What training minimises. Losses are in nats, summed over pixels and latent dimensions and averaged over rows. Whatever the objective, the
/// history and <see cref="VaeTransformer.Evaluate(IDataView, int?)"/> report the plain negative ELBO, so that fits compare.
/// </summary>
public abstract class Objective
{
    private protected Objective() { }

    /// <summary>
    /// The negative evidence lower bound with a weight on the divergence: −log p(x|z) + β KL(q(z|x) ‖ N(0, I)) (Kingma and Welling, 2014;
    /// β: Higgins et al., 2017).
    /// </summary>
    /// <param name="beta">β, in [0, 1e6]; 1 is the bound itself, more presses for independent dimensions. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is out of its range.</exception>
    public static Objective Elbo(double beta = VaeDefaults.Beta) => new ElboObjective(BetaSchedule.Constant(beta));

    /// <summary>The same with a β that changes over the fit.</summary>
    /// <param name="beta">The schedule, such as <see cref="BetaSchedule.Linear"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="beta"/> is null.</exception>
    public static Objective Elbo(BetaSchedule beta)
    {
        ArgumentNullException.ThrowIfNull(beta);
        return new ElboObjective(beta);
    }

    /// <summary>
    /// Free bits against collapse: −log p(x|z) + β Σ_j max(λ, mean over the batch of KL_j) (Kingma et al., "Improved Variational Inference with
    /// Inverse Autoregressive Flow", 2016, equation 15). A latent dimension is not pressed below λ nats, and gets no gradient of the divergence there.
    /// </summary>
    /// <param name="nats">λ per dimension, in [0, 1e6]; the paper finds 0.125 to 1 good. Default: 0.25.</param>
    /// <param name="beta">The weight of the divergence. Default: null, always 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is out of its range.</exception>
    public static Objective FreeBits(double nats = 0.25, BetaSchedule? beta = null)
    {
        ObjectiveRange.Check(nats, 0, nameof(nats));
        return new FreeBitsObjective(nats, beta ?? BetaSchedule.Constant(VaeDefaults.Beta));
    }

    /// <summary>
    /// A divergence of a chosen size: −log p(x|z) + γ |KL − C|, KL the batch's mean, C growing from 0 in a straight line (Burgess et al.,
    /// "Understanding disentangling in β-VAE", 2018).
    /// </summary>
    /// <param name="nats">The final C, in [0, 1e6]. Default: 25, as in the paper.</param>
    /// <param name="epochs">Epochs from 0 to the final C, in (0, 1e6]. Default: 10.</param>
    /// <param name="gamma">γ, in [0, 1e6]; the paper takes 1000. Default: 10, with which pixels still count on 28 × 28 of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Objective Capacity(double nats = 25, double epochs = 10, double gamma = 10)
    {
        ObjectiveRange.Check(nats, 0, nameof(nats));
        ObjectiveRange.CheckPositive(epochs, nameof(epochs));
        ObjectiveRange.Check(gamma, 0, nameof(gamma));
        return new CapacityObjective(gamma, nats, epochs);
    }

    /// <summary>
    /// β-TC: −log p(x|z) + α I(x; z) + β TC(z) + γ Σ_j KL(q(z_j) ‖ p(z_j)), the sampled divergence in its three parts (Chen et al., "Isolating Sources of
    /// Disentanglement in Variational Autoencoders", 2018), from minibatch stratified sampling. With weights of 1 it is the ELBO with a sampled
    /// divergence. A step compares all pairs of a batch; data of unknown length that streams is read once more, to be counted.
    /// </summary>
    /// <param name="beta">β on the total correlation, in [0, 1e6]. Default: 4.</param>
    /// <param name="alpha">α on the mutual information, in [0, 1e6]. Default: 1.</param>
    /// <param name="gamma">γ on the dimension-wise divergence, in [0, 1e6]. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is out of its range.</exception>
    public static Objective TotalCorrelation(double beta = 4, double alpha = 1, double gamma = 1)
    {
        ObjectiveRange.Check(beta, 0, nameof(beta));
        ObjectiveRange.Check(alpha, 0, nameof(alpha));
        ObjectiveRange.Check(gamma, 0, nameof(gamma));
        return new TotalCorrelationObjective(alpha, beta, gamma);
    }

    /// <summary>
    /// InfoVAE: −log p(x|z) + (1 − α) KL + (α + λ − 1) MMD(q(z) ‖ N(0, I)) (Zhao et al., 2019). MMD is the squared maximum mean discrepancy between the
    /// batch's codes and as many draws from the prior, by the unbiased U-statistic, whose value may be below 0. The V-statistic, which also
    /// compares a code with itself, is too large by about 2/B times one minus the mean kernel; only a batch of one row, which has no pairs, takes it.
    /// </summary>
    /// <param name="alpha">α, in [-1e6, 1]. Default: 0, the whole divergence.</param>
    /// <param name="lambda">λ, in (0, 1e6], at least 1 − α. Default: 1000, as in the paper.</param>
    /// <param name="kernel">The kernel. Default: Gaussian, as in the paper.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Objective InfoVae(double alpha = 0, double lambda = 1000, MmdKernel kernel = MmdKernel.Gaussian)
    {
        ObjectiveRange.Check(alpha, -ObjectiveRange.Largest, nameof(alpha), maximum: 1);
        ObjectiveRange.CheckPositive(lambda, nameof(lambda));
        ObjectiveRange.Check(lambda, 1 - alpha, nameof(lambda));
        if (!Enum.IsDefined(kernel))
            throw new ArgumentOutOfRangeException(nameof(kernel), kernel, $"kernel is {kernel}; must be {MmdKernel.Gaussian} or {MmdKernel.InverseMultiquadratic}.");
        return new InfoVaeObjective(alpha, lambda, kernel);
    }

    /// <summary>
    /// The Wasserstein autoencoder with MMD: −log p(x|z) + λ MMD(q(z) ‖ N(0, I)), no divergence of single rows (Tolstikhin et al., 2018), here with a
    /// Gaussian encoder. It is <see cref="InfoVae"/> with α = 1.
    /// </summary>
    /// <param name="lambda">λ, in (0, 1e6]. Default: 10, as in the paper.</param>
    /// <param name="kernel">The kernel. Default: inverse multiquadratic, as in the paper.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Objective WassersteinAutoencoder(double lambda = 10, MmdKernel kernel = MmdKernel.InverseMultiquadratic) =>
        InfoVae(alpha: 1, lambda, kernel);

    /// <summary>
    /// The importance-weighted bound −log 1/K Σ_k p(x, z_k) / q(z_k|x), tighter than the ELBO, which it is (with a sampled divergence) for K = 1
    /// (Burda et al., "Importance Weighted Autoencoders", 2016). A step takes about K times as long.
    /// </summary>
    /// <param name="samples">K draws of z per row, in [1, 1000]. Default: 5.</param>
    /// <param name="doublyReparameterised">
    /// Whether the encoder gets the gradient of Tucker et al., "Doubly Reparameterized Gradient Estimators for Monte Carlo Objectives" (2019), of the same
    /// mean but without the noise that grows with K; the decoder's is the same either way. Default: true.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">K is out of its range.</exception>
    public static Objective ImportanceWeighted(int samples = 5, bool doublyReparameterised = true)
    {
        ObjectiveRange.Check(samples, 1, nameof(samples), maximum: 1000);
        return new ImportanceWeightedObjective(samples, doublyReparameterised);
    }

    /// <summary>
    /// A plain autoencoder: −log p(x|z) at z = μ(x), no posterior, no divergence, and so no prior to draw from (Hinton and Salakhutdinov, "Reducing the
    /// Dimensionality of Data with Neural Networks", 2006). With <see cref="Likelihood.Gaussian"/> it minimises the squared error. Its negative ELBO is
    /// the reconstruction loss alone, which bounds nothing.
    /// </summary>
    public static Objective Autoencoder { get; } = new AutoencoderObjective();

    /// <summary>
    /// A vector-quantised autoencoder (VQ-VAE): each of a code's groups of numbers is replaced by the nearest of K vectors, which moving averages learn, and
    /// the encoder gets the decoder's gradient as if nothing had happened in between: −log p(x|e) + β ‖z(x) − sg(e)‖² (van den Oord, Vinyals and Kavukcuoglu,
    /// "Neural Discrete Representation Learning", 2017). Vectors that are hardly ever chosen begin anew at encodings of the batch. The numbers of a row's
    /// vectors are <see cref="VaeOptions.LatentIndexColumnName"/>. As every vector is as likely as every other, the divergence is G log K nats, and the
    /// negative ELBO is a true bound; draws from that prior put vectors together that never stood together, unless there is one group.
    /// </summary>
    /// <param name="vectors">K, in [2, 65536]. Default: 512.</param>
    /// <param name="groups">G, in [1, 4096], which has to divide the latent dimension. Default: 1.</param>
    /// <param name="commitment">β, in [0, 1e6]. Default: 0.25, as in the paper.</param>
    /// <param name="decay">γ of the moving averages, in [0, 1). Default: 0.99, as in the paper.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Objective VectorQuantization(int vectors = 512, int groups = 1, double commitment = 0.25, double decay = 0.99)
    {
        ObjectiveRange.Check(vectors, 2, nameof(vectors), maximum: CodebookShape.MostVectors);
        ObjectiveRange.Check(groups, 1, nameof(groups), maximum: 4096);
        ObjectiveRange.Check(commitment, 0, nameof(commitment));
        if (decay is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(decay), decay, FormattableString.Invariant($"decay is {decay}; must be in [0, 1)."));
        return new VectorQuantizationObjective(new CodebookShape(vectors, groups), commitment, decay);
    }

    /// <summary>What the latent of a row is.</summary>
    internal virtual BottleneckSpec Latent => BottleneckSpec.Gaussian;

    /// <summary>Draws of z per row, K.</summary>
    internal virtual int SamplesPerRow => 1;

    /// <summary>Epochs at the beginning in which the loss is not yet the final one.</summary>
    internal virtual double WarmupEpochs => 0;

    /// <summary>Whether a step must know how many rows there are in all.</summary>
    internal virtual bool NeedsRowCount => false;

    /// <summary>Numbers in the largest tensor that compares rows of a batch with each other.</summary>
    internal virtual long LargestTensor(long batchSize, long latentDimension) => 0;

    /// <summary>The z to decode: itself, or a leaf of its own whose gradient <see cref="Backward"/> carries on.</summary>
    internal virtual Tensor DecoderInput(Tensor z) => z;   // [B·K, Z] -> [B·K, Z]

    /// <summary>The loss of a batch, a mean over its rows.</summary>
    internal abstract Tensor Loss(ObjectiveBatch batch, TrainingPosition position);   // -> []

    /// <summary>Adds the gradient of the loss to every parameter's.</summary>
    internal virtual void Backward(ObjectiveBatch batch, TrainingPosition position) => Loss(batch, position).backward();
}
