using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae;

/// <summary>The density p(x|z) that a decoder's output stands for. Pixels are independent given z.</summary>
public abstract class Likelihood
{
    private protected Likelihood() { }

    /// <summary>
    /// Each pixel is a coin whose log-odds the decoder gives; for black-and-white or grey pixels in [0, 1]. On grey pixels it is the usual
    /// binary cross-entropy, which is no density.
    /// </summary>
    public static Likelihood Bernoulli { get; } = new BernoulliLikelihood();

    /// <summary>
    /// Each pixel is normal around the decoder's output with a fixed standard deviation; for any real values. The squared error of many
    /// tutorials is this with a standard deviation of 1 (½ per squared unit) or √½.
    /// </summary>
    /// <param name="standardDeviation">σ in scaled units, in [1e-4, 1e4]. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is out of its range.</exception>
    public static Likelihood Gaussian(double standardDeviation = 1) => new GaussianLikelihood(standardDeviation);

    /// <summary>The scaled pixels that this density allows.</summary>
    internal abstract Support Support { get; }

    /// <summary>-log p(x|z) of each row, in nats, summed over the pixels.</summary>
    internal abstract Tensor NegativeLogLikelihood(Tensor decoded, Tensor x);   // [B, D],[B, D] -> [B]

    /// <summary>E[x|z], the picture that a decoder's output stands for.</summary>
    internal abstract Tensor Mean(Tensor decoded);   // [B, D] -> [B, D]
}
