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
        string got = Describe(warmStart.Network.Architecture), wanted = Describe(network.Architecture);
        if (got != wanted)
            throw new ArgumentException($"The model to start from has layers of {got} units; the options and the data ask for {wanted}.", nameof(warmStart));

        using VaeModel.Lease lease = warmStart.Use();
        using IDisposable noGradient = no_grad();
        Dictionary<string, Tensor> weights = warmStart.Network.state_dict();
        foreach ((string name, Tensor target) in network.state_dict())
            target.copy_(weights[name]);
    }

    private static string Describe(VaeArchitecture a) =>
        string.Join('-', [a.InputSize, .. a.EncoderSizes, a.LatentDimension, .. a.DecoderSizes, a.InputSize]) + a.PixelVariance switch
        {
            PixelVariance.Global => " and 1",
            PixelVariance.PerPixel => FormattableString.Invariant($" and {a.InputSize}"),
            _ => "",
        };
}
