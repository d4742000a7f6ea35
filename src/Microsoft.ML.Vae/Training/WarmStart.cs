using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Training;

/// <summary>Starts a fit from the weights of another model.</summary>
internal static class WarmStart
{
    /// <exception cref="ArgumentException">The other model has other layers.</exception>
    public static void Apply(VaeModel warmStart, VaeNetwork network)
    {
        using VaeModel.Lease lease = warmStart.Use();
        (string got, string wanted) = (warmStart.Network.Architecture.ToString(), network.Architecture.ToString());
        if (got != wanted || !ShapesOf(warmStart.Network).SequenceEqual(ShapesOf(network)))
            throw new ArgumentException($"The model to start from is {got}; the options and the data ask for {wanted}.", nameof(warmStart));

        using IDisposable noGradient = no_grad();
        Dictionary<string, Tensor> weights = warmStart.Network.state_dict();
        foreach ((string name, Tensor target) in network.state_dict())
            target.copy_(weights[name]);
    }

    private static IEnumerable<string> ShapesOf(VaeNetwork network) =>
        network.state_dict().Select(tensor => $"{tensor.Key} [{string.Join(", ", tensor.Value.shape)}]");
}
