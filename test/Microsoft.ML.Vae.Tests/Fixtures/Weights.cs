using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Copies of a model's parameters, to be compared bit by bit.</summary>
internal static class Weights
{
    public static float[][] Of(VaeTransformer model)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. model.Model.Network.parameters().Select(TensorValues.ToArray)];
    }

    /// <summary>And of what training moves without a gradient: a codebook, running averages.</summary>
    public static float[][] All(VaeTransformer model) => All(model.Model.Network);

    public static float[][] All(VaeNetwork network)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. network.state_dict().Values.Select(TensorValues.ToArray)];
    }
}
