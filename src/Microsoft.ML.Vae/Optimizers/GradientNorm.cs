using Microsoft.ML.Vae.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Optimizers;

/// <summary>
/// Gradient clipping (Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013): all gradients together, as
/// one vector, get at most a given Euclidean length; shorter ones stay as they are.
/// </summary>
internal static class GradientNorm
{
    private static readonly Scalar _tiny = 1e-6;   // PyTorch's guard against a length of 0

    /// <summary>g ← g · min(1, maximum / (‖g‖ + 1e-6)), on the gradients' device, in place.</summary>
    public static void Clip(IReadOnlyList<Tensor> gradients, Scalar maximum)
    {
        if (gradients.Count == 0)
            return;
        using IDisposable noGradient = no_grad();
        IList<Tensor> squares = [.. gradients.Select(gradient => (gradient * gradient).sum())];       // [] each
        Tensor one = ones(1, gradients[0].dtype, gradients[0].device);                                            // [1]
        Tensor norm = stack(squares).sum().sqrt();                                                    // []
        Tensor factor = one.mul(maximum).div(norm.add(one, _tiny)).clamp_max(Scalars.One);            // [1]
        foreach (Tensor gradient in gradients)
            gradient.mul_(factor);
    }
}
