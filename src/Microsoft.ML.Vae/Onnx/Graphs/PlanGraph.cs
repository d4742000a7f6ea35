using Microsoft.ML.Vae.Graphs;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>What the layers of this library's own networks compute.</summary>
internal static class PlanGraph
{
    public static OnnxValue Activate(this OnnxValue x, Activation activation) => activation switch
    {
        Activation.Relu => x.Relu(),
        Activation.LeakyRelu => x.LeakyRelu(0.01),
        Activation.Elu => x.Elu(1),
        Activation.Gelu => x.Gelu(),
        Activation.Silu => x * x.Sigmoid(),
        Activation.Tanh => x.Tanh(),
        _ => throw new NotSupportedException($"No operators stand for the activation {activation}."),
    };

    /// <summary>As <see cref="Latents.LogVarianceBound"/> has it.</summary>
    public static OnnxValue BoundLogVariance(this OnnxValue raw, double low = -30, double high = 20) =>
        raw.Clip(low, high) + (raw - low).Abs().Neg().Softplus() - (raw - high).Abs().Neg().Softplus();
}
