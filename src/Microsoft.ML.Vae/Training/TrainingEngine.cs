namespace Microsoft.ML.Vae;

/// <summary>
/// What computes the steps of a fit; see <see cref="VaeOptions.Engine"/>. The mathematics is the same, the rounding is not.
/// </summary>
public enum TrainingEngine
{
    /// <summary>
    /// <see cref="Fused"/> where it can train the model and is faster, which needs a processor with AVX-512; else <see cref="Autograd"/>.
    /// The log says which.
    /// </summary>
    Auto,

    /// <summary>TorchSharp's operations and automatic differentiation: every network, likelihood, objective and device.</summary>
    Autograd,

    /// <summary>
    /// Gradients by hand in vectorized code; with AVX-512 about twice as fast, without it no faster. It trains networks of
    /// <see cref="Network.FullyConnected"/> and <see cref="Network.Linear"/> on the CPU with the likelihoods Bernoulli, Gaussian (with a
    /// fixed or learned variance), Laplace and mixed, and the objectives ELBO, free bits, capacity and autoencoder; and networks of
    /// <see cref="Network.Convolutional"/> and <see cref="Network.Residual"/> with those, where the channels are multiples of 16, the
    /// normalization is not <see cref="Normalization.Batch"/>, the variance is fixed and no missing pixels are imputed. A fit's result does
    /// not depend on the number of threads.
    /// </summary>
    Fused,
}
