using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>Parameters as PyTorch's layers have them before training.</summary>
internal static class ParameterInitializer
{
    /// <summary>U(−1/√fanIn, 1/√fanIn), on the CPU.</summary>
    public static Parameter Uniform(Generator generator, long fanIn, params long[] shape)
    {
        double bound = 1 / Math.Sqrt(fanIn);
        return new Parameter(empty(shape, ScalarType.Float32, CPU).uniform_(-bound, bound, generator));
    }
}
