using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae;

/// <summary>The density p(x|z) that a decoder's output parametrizes. Pixels are independent given z.</summary>
public abstract class Likelihood
{
    private protected Likelihood() { }

    /// <summary>
    /// Each pixel is a coin toss whose log-odds the decoder gives; for black-and-white or grey pixels in [0, 1]. On grey pixels it is the
    /// usual binary cross-entropy, which is not a density: <see cref="ContinuousBernoulli"/> is one, and <see
    /// cref="VaeOptions.DynamicBinarization"/> makes grey pixels black and white.
    /// </summary>
    public static Likelihood Bernoulli { get; } = new BernoulliLikelihood();

    /// <summary>
    /// Each pixel has the density C(λ) λˣ (1 − λ)¹⁻ˣ on [0, 1], and the decoder gives the log-odds of λ: the binary cross-entropy with the
    /// normalizer C(λ) = 2 artanh(1 − 2λ) / (1 − 2λ) that makes it a density of grey pixels (Loaiza-Ganem and Cunningham, "The continuous
    /// Bernoulli: fixing a pervasive error in variational autoencoders", 2019). A reconstruction is E[x|λ] = λ / (2λ − 1) + 1 / (2 artanh(1
    /// − 2λ)), nearer to ½ than λ. Like any density, it can give a negative −log p, which on pixels that are exactly black or white keeps
    /// falling during training: the paper adds uniform noise to 8-bit pixels before scaling them.
    /// </summary>
    public static Likelihood ContinuousBernoulli { get; } = new ContinuousBernoulliLikelihood();

    /// <summary>
    /// Each pixel is normal around the decoder's output with a fixed standard deviation; for any real values. The squared error of many
    /// tutorials is this with σ = √½, half of it with σ = 1, up to a constant.
    /// </summary>
    /// <param name="standardDeviation">σ in scaled units, in [1e-4, 1e4]. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is out of its range.</exception>
    public static Likelihood Gaussian(double standardDeviation = 1) => new GaussianLikelihood(standardDeviation);

    /// <summary>
    /// Each pixel is normal around the decoder's output with a standard deviation that is trained, too; for any real values. One σ for all
    /// pixels balances the squared error against the KL divergence to suit the data (Rybkin et al., "Simple and effective VAE training with
    /// calibrated decoders", 2021), without a search for β. One per pixel and latent, a second output of the decoder (Kingma and Welling,
    /// 2014), is a richer density, which spends its effort where pixels hardly vary. Training begins with the standard deviation of the
    /// data around its mean, measured on up to 1,024 training rows (a custom network's own σ begins where the network puts it), and Adam
    /// changes log σ² by about <see cref="VaeOptions.LearningRate"/> per step. See also <see cref="GaussianWithOptimalVariance"/>.
    /// </summary>
    /// <param name="perPixel">Whether each pixel has its own σ, which depends on the latent. Default: false, one σ for all.</param>
    /// <param name="minimumStandardDeviation">
    /// The smooth lower bound of σ in scaled units, in [1e-4, 1e4]: pixels that never vary would otherwise make the density infinite.
    /// Default: 1/255, one level of 8-bit pixels in 0..1.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The minimum is out of its range.</exception>
    public static Likelihood GaussianWithLearnedVariance(
        bool perPixel = false, double minimumStandardDeviation = VaeDefaults.MinimumStandardDeviation) =>
        new LearnedVarianceLikelihood(perPixel ? PixelVariance.PerPixel : PixelVariance.Global, minimumStandardDeviation);

    /// <summary>
    /// Each pixel is normal around the decoder's output with one variance for all pixels that is computed, not trained: in each training
    /// step, σ² is the mean squared error of the batch, which is the best σ² there is for it (Rybkin et al., "Simple and effective VAE
    /// training with calibrated decoders", 2021, "optimal σ-VAE"). The trained model has the running average of the last steps, each with a
    /// weight of 0.1. It takes custom networks as they are, and trains with <see cref="TrainingEngine.Autograd"/>.
    /// </summary>
    /// <param name="minimumStandardDeviation">
    /// The smooth lower bound of σ in scaled units, in [1e-4, 1e4]. Default: 1/255, one level of 8-bit pixels in 0..1.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The minimum is out of its range.</exception>
    public static Likelihood GaussianWithOptimalVariance(double minimumStandardDeviation = VaeDefaults.MinimumStandardDeviation) =>
        new LearnedVarianceLikelihood(PixelVariance.Optimal, minimumStandardDeviation);

    /// <summary>
    /// Each pixel has the density exp(−|x − m| / b) / (2b) around the decoder's output m with a fixed scale b; for any real values. The
    /// absolute error of many tutorials is this with b = 1, except for the constant log 2 per pixel. It is less sensitive to outliers than
    /// <see cref="Gaussian"/>.
    /// </summary>
    /// <param name="scale">b in scaled units, in [1e-4, 1e4]; the standard deviation is √2 b. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">b is out of its range.</exception>
    public static Likelihood Laplace(double scale = 1) => new LaplaceLikelihood(scale);

    /// <summary>
    /// Each pixel is one of the 256 levels 0, 1/255, …, 1 of an 8-bit image, with the probability that a logistic distribution around the
    /// decoder's output gives to the values nearest to that level; black and white extend to ∓∞ (Salimans et al., "PixelCNN++",
    /// 2017, with one component). It is a probability, not a density, so −log p is never negative and
    /// <see cref="VaeMetrics.BitsPerDimension"/> is in true bits per 8-bit pixel.
    /// </summary>
    /// <param name="scale">s in units of the range 0..1, in [1/255, 1]; the standard deviation is about 1.8 s. Default: 0.05.</param>
    /// <exception cref="ArgumentOutOfRangeException">s is out of its range.</exception>
    public static Likelihood DiscretizedLogistic(double scale = VaeDefaults.DiscretizedLogisticScale) =>
        new DiscretizedLogisticLikelihood(scale);

    /// <summary>
    /// Each part of the input vector has a density of its own, for tables whose columns <c>Concatenate</c> put together: numbers are
    /// normal, categories that <c>OneHotEncoding</c> made have a softmax, and flags are Bernoulli variables. Numbers are standardized by
    /// the mean and the standard deviation of the training rows and come back in their own units, so they need no normalizer. It needs a
    /// <c>Vector&lt;Single&gt;</c> (or a vector that is read as one) and no <see cref="VaeOptions.PixelScaling"/>. Of each row,
    /// <see cref="VaeOptions.SampleColumnName"/> then shows a draw from p(x|z), with one value of each category, in place of its mean.
    /// </summary>
    /// <param name="parts">
    /// The parts, which together hold every slot once. None: <see cref="LikelihoodPart.Others"/>, which tells numbers and categories apart
    /// by ML.NET's annotations.
    /// </param>
    /// <exception cref="ArgumentNullException">A part is null.</exception>
    public static Likelihood Mixed(params LikelihoodPart[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        foreach (LikelihoodPart part in parts)
            ArgumentNullException.ThrowIfNull(part, nameof(parts));
        return new MixedLikelihood(parts.Length > 0 ? (LikelihoodPart[])[.. parts] : [LikelihoodPart.Others]);
    }

    /// <summary>The scaled pixels that this density allows.</summary>
    internal virtual PixelDomain PixelDomain => PixelDomain.Finite($"the {this} likelihood", "Remove the row, or scale the column");

    /// <summary>What the decoder must output about the variance of pixels.</summary>
    internal virtual PixelVariance PixelVariance => PixelVariance.Fixed;

    /// <summary>The nearest log-variance that the likelihood allows.</summary>
    internal virtual double BoundLogVariance(double logVariance) => logVariance;

    /// <summary>The same loss of plain numbers, with its gradient; null where only tensors have it.</summary>
    internal virtual RowLoss? RowLoss => null;

    /// <summary>The standard deviation of every pixel, in scaled units; null if it is learned or depends on the mean.</summary>
    internal virtual double? FixedDeviation => null;

    /// <summary>The same density with another fixed standard deviation, as an option's value in code.</summary>
    internal virtual string CodeFor(double deviation) => ToString()!;

    /// <summary>-log p(x|z) of each row, in nats, summed over the pixels.</summary>
    internal abstract Tensor NegativeLogLikelihood(Tensor decoded, Tensor x);   // [B, P],[B, D] -> [B]; PixelVariance gives P

    /// <summary>-log p(x|z) of each pixel.</summary>
    internal virtual Tensor PixelLosses(Tensor decoded, Tensor x) =>   // [B, P],[B, D] -> [B, D]
        PixelExcess(decoded, x).add(LeastPixelLosses(decoded, x), Scalars.One);

    /// <summary>
    /// The least −log p(x|z) of each pixel that any decoder could give, in nats. Where the decoder also gives a variance, that is its own.
    /// </summary>
    internal abstract Tensor LeastPixelLosses(Tensor decoded, Tensor x);   // [B, P],[B, D] -> [B, D], or what broadcasts to it

    /// <summary>What −log p(x|z) of each pixel is above the least, in nats: 0 for a perfect reconstruction, and never negative.</summary>
    internal abstract Tensor PixelExcess(Tensor decoded, Tensor x);   // [B, P],[B, D] -> [B, D]

    /// <summary>E[x|z], the mean that a decoder's output stands for.</summary>
    internal abstract Tensor Mean(Tensor decoded);   // [B, P] -> [B, D]

    /// <summary>Whether samples are drawn from p(x|z), not its mean.</summary>
    internal virtual bool DrawsSamples => false;

    /// <summary>A row from p(x|z), given standard normal noise.</summary>
    internal virtual Tensor Draw(Tensor decoded, Tensor noise) => Mean(decoded);   // [B, P],[B, D] -> [B, D]
}
