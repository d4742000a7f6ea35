using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>
/// A linear VAE whose one σ² is trained too is probabilistic PCA with all its parameters: by Tipping and Bishop (1999) its best σ² is the mean of
/// the eigenvalues that it discards, and its ELBO at the optimum is log p(x), with every constant.
/// </summary>
internal static class LearnedVarianceLinearVae
{
    public static Likelihood Likelihood { get; } = Likelihood.GaussianWithLearnedVariance();

    public static VaeNetwork Network(int latentDimension, ulong seed = 1) =>
        Models.Network(Architectures.Dense(Mnist.PixelCount, [], latentDimension, []) with { PixelVariance = PixelVariance.Global }, seed);

    public static double Variance(int latentDimension) => PixelStatistics.Eigenvalues.Skip(latentDimension).Average();

    /// <summary>½ (D log 2π + Σ log λ + (D − Z) log σ² + D), the sum over the Z eigenvalues that are kept, in nats per image.</summary>
    public static double Optimum(int latentDimension)
    {
        double kept = PixelStatistics.Eigenvalues.Take(latentDimension).Sum(Math.Log);
        double discarded = (Mnist.PixelCount - latentDimension) * Math.Log(Variance(latentDimension));
        return 0.5 * (Mnist.PixelCount * (Math.Log(2 * Math.PI) + 1) + kept + discarded);
    }

    /// <summary>W = U √(Λ − σ²I), μ = Λ⁻¹ Wᵀ (x − mean), the posterior's variance σ² Λ⁻¹.</summary>
    public static void SetClosedForm(VaeNetwork network)
    {
        int size = network.Architecture.LatentDimension;
        double variance = Variance(size);
        double[] values = [.. PixelStatistics.Eigenvalues.Take(size)];
        double[][] loadings = [.. values.Select((value, j) => (PixelStatistics.Direction(j) * Math.Sqrt(value - variance)).ToArray())];   // [Z][D]
        double[][] recognition = [.. loadings.Select((loading, j) => Array.ConvertAll(loading, w => w / values[j]))];                     // [Z][D]

        Dictionary<string, Tensor> weights = network.state_dict();
        TensorValues.Set(weights["encoder.mean.weight"], recognition.SelectMany(row => row));
        TensorValues.Set(weights["encoder.mean.bias"], recognition.Select(row => -row.Zip(PixelStatistics.Mean, (w, m) => w * m).Sum()));
        TensorValues.Set(weights["encoder.log_variance.weight"], new double[size * Mnist.PixelCount]);
        TensorValues.Set(weights["encoder.log_variance.bias"], values.Select(value => Math.Log(variance / value)));
        TensorValues.Set(weights["decoder.output.weight"], Enumerable.Range(0, Mnist.PixelCount).SelectMany(i => loadings.Select(loading => loading[i])));
        TensorValues.Set(weights["decoder.output.bias"], PixelStatistics.Mean);
        TensorValues.Set(weights["decoder.log_variance.bias"], [Unbounded(Math.Log(variance))]);
    }

    /// <summary>
    /// The loss of each row with the expectation over q in closed form: to that at q's mean comes ½ Σ s²‖w‖² / σ² for q's variances s².
    /// </summary>
    public static Tensor Loss(VaeNetwork network, Tensor x)   // [B, D] -> [B]
    {
        (Tensor mean, Tensor? logVariance) = network.Encoder.call(x);                                             // [B, Z],[B, Z]
        Tensor decoded = network.Decoder.call(mean);                                                             // [B, D + 1]
        Dictionary<string, Tensor> weights = network.state_dict();
        Tensor lengths = weights["decoder.output.weight"].square().sum(0, keepdim: false);                       // [Z]
        Tensor variance = LogVarianceBound.Apply(weights["decoder.log_variance.bias"], Floor, 20).exp();         // [1]
        Tensor spread = logVariance!.exp().mul(lengths).sum(1).mul(0.5) / variance;                               // [B]
        return Likelihood.NegativeLogLikelihood(decoded, x) + spread + GaussianDivergence.ToStandardNormal(mean, logVariance);
    }

    /// <summary>The trained σ².</summary>
    public static double VarianceOf(VaeNetwork network)
    {
        double raw = TensorValues.ToDoubles(network.state_dict()["decoder.log_variance.bias"])[0];
        return Math.Exp(Floor + Math.Log(1 + Math.Exp(raw - Floor)));
    }

    private static double Floor => 2 * Math.Log(VaeDefaults.MinimumStandardDeviation);

    // floor + softplus(raw − floor) = bounded
    private static double Unbounded(double bounded) => Floor + Math.Log(Math.Exp(bounded - Floor) - 1);
}
