using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>
/// A linear VAE with σ = 1 is probabilistic PCA (Tipping and Bishop, 1999; Lucas et al., "Don't Blame the ELBO!", 2019): its optimum is known
/// from the eigenvalues λ of the covariance. Losses leave out the constant ½ · 784 · log 2π.
/// </summary>
internal static class LinearVae
{
    public static readonly double Constant = 0.5 * Mnist.PixelCount * Math.Log(2 * Math.PI);

    public static VaeNetwork Network(int latentDimension) => Models.Network(Architectures.Dense(Mnist.PixelCount, [], latentDimension, []));

    /// <summary>½ Σ (1 + log λ) over the components in use, those with λ above σ² = 1, plus ½ Σ λ over all others.</summary>
    public static double Optimum(int latentDimension) =>
        PixelStatistics.Eigenvalues.Select((value, i) => i < latentDimension && value > 1 ? 0.5 * (1 + Math.Log(value)) : 0.5 * value).Sum();

    /// <summary>W = U √(Λ − I), μ = Λ⁻¹ Wᵀ (x − mean), σ² = Λ⁻¹; components with λ below 1 collapse onto the prior.</summary>
    public static void SetClosedForm(VaeNetwork network)
    {
        int size = network.Architecture.LatentDimension;
        double[] values = [.. PixelStatistics.Eigenvalues.Take(size).Select(value => Math.Max(value, 1))];
        double[][] loadings = [.. values.Select((value, j) => (PixelStatistics.Direction(j) * Math.Sqrt(value - 1)).ToArray())];   // [Z][D]
        double[][] recognition = [.. loadings.Select((loading, j) => Array.ConvertAll(loading, w => w / values[j]))];              // [Z][D]

        Dictionary<string, Tensor> weights = network.state_dict();
        TensorValues.Set(weights["encoder.mean.weight"], recognition.SelectMany(row => row));
        TensorValues.Set(weights["encoder.mean.bias"], recognition.Select(row => -row.Zip(PixelStatistics.Mean, (w, m) => w * m).Sum()));
        TensorValues.Set(weights["encoder.log_variance.weight"], new double[size * Mnist.PixelCount]);
        TensorValues.Set(weights["encoder.log_variance.bias"], values.Select(value => -Math.Log(value)));
        TensorValues.Set(weights["decoder.output.weight"], Enumerable.Range(0, Mnist.PixelCount).SelectMany(i => loadings.Select(loading => loading[i])));
        TensorValues.Set(weights["decoder.output.bias"], PixelStatistics.Mean);
    }

    /// <summary>
    /// The loss of each row with the expectation over q in closed form: E½‖x − W(μ + σε) − b‖² = ½‖x − Wμ − b‖² + ½ Σ σ²‖w‖². The constant
    /// is still in it.
    /// </summary>
    public static Tensor Loss(VaeNetwork network, Tensor x)   // [B, D] -> [B]
    {
        (Tensor mean, Tensor? logVariance) = network.Encoder.call(x);                                                      // [B, Z],[B, Z]
        Tensor atTheMean = Likelihood.Gaussian().NegativeLogLikelihood(network.Decoder.call(mean), x);                    // [B]
        Tensor lengths = network.state_dict()["decoder.output.weight"].square().sum(0, keepdim: false);                // [Z]
        Tensor spread = logVariance!.exp().mul(lengths).sum(1).mul(0.5);                                                  // [B]
        return atTheMean + spread + GaussianDivergence.ToStandardNormal(mean, logVariance);
    }

    /// <summary>The mean of <see cref="Loss"/> over the training images, without the constant.</summary>
    public static double MeanLoss(VaeNetwork network) => MnistDescent.MeanLoss(network, Loss) - Constant;
}
