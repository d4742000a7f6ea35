using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Training;

/// <summary>Begins a fit with the weights of another one.</summary>
internal static class WarmStart
{
    /// <exception cref="ArgumentException">The other network has other sizes.</exception>
    public static void Apply(VaeModel warmStart, VaeNetwork network)
    {
        using VaeModel.Lease lease = warmStart.Use();
        if (!ShapesOf(warmStart.Network).SequenceEqual(ShapesOf(network)) || warmStart.Network.Architecture.ToString() != network.Architecture.ToString())
        {
            throw new ArgumentException(
                $"The model to start from is {warmStart.Network.Architecture}; the options and the data ask for {network.Architecture}.", nameof(warmStart));
        }

        using IDisposable noGradient = no_grad();
        Dictionary<string, Tensor> weights = warmStart.Network.state_dict();
        foreach ((string name, Tensor target) in network.state_dict())
            target.copy_(weights[name]);
    }

    private static IEnumerable<string> ShapesOf(VaeNetwork network) =>
        network.state_dict().Select(tensor => $"{tensor.Key} [{string.Join(", ", tensor.Value.shape)}]");
}
