using Microsoft.ML.Vae.Optimizers;
using TorchSharp.Modules;

namespace Microsoft.ML.Vae;

/// <summary>
/// The rule that turns gradients g into new weights θ, with step size α = <see cref="VaeOptions.LearningRate"/> times the
/// factor of <see cref="VaeOptions.LearningRateSchedule"/>. Each rule equals PyTorch's.
/// </summary>
public abstract class Optimizer
{
    private protected Optimizer() { }

    /// <summary>
    /// Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
    /// θ ← θ − α m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) at step t.
    /// </summary>
    /// <param name="beta1">β₁, in [0, 1). Default: 0.9.</param>
    /// <param name="beta2">β₂, in [0, 1). Default: 0.999.</param>
    /// <param name="epsilon">ε, in (0, 1]. Default: 1e-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Optimizer Adam(
        double beta1 = AdamOptimizer.DefaultBeta1,
        double beta2 = AdamOptimizer.DefaultBeta2,
        double epsilon = AdamOptimizer.DefaultEpsilon) =>
        new AdamOptimizer(beta1, beta2, epsilon, weightDecay: 0);

    /// <summary>
    /// Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019): θ ← θ − αλθ before each of
    /// Adam's steps. Every parameter decays, biases too.
    /// </summary>
    /// <param name="weightDecay">λ, in [0, 1]. Default: 0.01.</param>
    /// <param name="beta1">β₁, in [0, 1). Default: 0.9.</param>
    /// <param name="beta2">β₂, in [0, 1). Default: 0.999.</param>
    /// <param name="epsilon">ε, in (0, 1]. Default: 1e-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Optimizer AdamW(
        double weightDecay = 0.01,
        double beta1 = AdamOptimizer.DefaultBeta1,
        double beta2 = AdamOptimizer.DefaultBeta2,
        double epsilon = AdamOptimizer.DefaultEpsilon) => new AdamOptimizer(beta1, beta2, epsilon, weightDecay);

    /// <summary>
    /// Stochastic gradient descent with momentum (Sutskever et al., "On the importance of initialization and momentum in deep learning",
    /// 2013): b ← μb + g with b = g at the first step, θ ← θ − αb; with Nesterov's look-ahead θ ← θ − α(g + μb). It needs a far smaller
    /// <see cref="VaeOptions.LearningRate"/> than Adam, because losses are summed over pixels: try 1e-5 for 784 pixels.
    /// </summary>
    /// <param name="momentum">μ, in [0, 1). Default: 0.9.</param>
    /// <param name="nesterov">Whether to look ahead, which needs a momentum above 0. Default: false.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="momentum"/> is out of its range, or 0 with
    /// <paramref name="nesterov"/>.</exception>
    public static Optimizer Sgd(double momentum = 0.9, bool nesterov = false) => new SgdOptimizer(momentum, nesterov);

    /// <summary>RMSProp (Hinton, "Neural Networks for Machine Learning", 2012, 6e): v ← ρv + (1 − ρ)g², θ ← θ − αg / (√v + ε).</summary>
    /// <param name="smoothing">ρ, in [0, 1). Default: 0.99.</param>
    /// <param name="epsilon">ε, in (0, 1]. Default: 1e-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Optimizer RmsProp(double smoothing = 0.99, double epsilon = 1e-8) => new RmsPropOptimizer(smoothing, epsilon);

    /// <summary>Begins a fit: what the rule remembers between steps is in the run, not here.</summary>
    internal abstract OptimizerRun Start(IEnumerable<Parameter> parameters);

    /// <summary>The same for so many plain numbers in one block.</summary>
    internal abstract BlockRun Start(long length);
}
