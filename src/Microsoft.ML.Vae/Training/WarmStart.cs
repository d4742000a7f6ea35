using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Training;

/// <summary>Starts a fit from the weights of another model.</summary>
internal static class WarmStart
{
    /// <summary>Refuses options and a model that do not go together.</summary>
    /// <exception cref="ArgumentException">There are two starts, or something is frozen and there is none.</exception>
    public static void Check(IExceptionContext context, VaeOptions options, VaeModel? warmStart)
    {
        if (options.InitialWeights is { } weights && warmStart is not null)
        {
            throw new ArgumentException(
                $"{nameof(options.InitialWeights)} is {weights}; must be null when a model to start from is passed.", nameof(warmStart));
        }
        if (options.FrozenParts != FrozenParts.None && options.InitialWeights is null && warmStart is null)
        {
            throw context.ExceptParam(nameof(options), Guard.Fault(nameof(options.FrozenParts), options.FrozenParts,
                $"{FrozenParts.None} without {nameof(options.InitialWeights)} or a model to start from: random weights are worth nothing"));
        }
    }

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
