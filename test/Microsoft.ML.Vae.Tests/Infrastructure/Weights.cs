using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Infrastructure;

/// <summary>Copies of a model's parameters, to be compared bit by bit.</summary>
internal static class Weights
{
    public static float[][] Of(VaeTransformer model)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. model.Model.Network.parameters().Select(TensorValues.ToArray)];
    }
}
