using Microsoft.ML.Vae.Networks;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Counts how often each part of a network runs.</summary>
internal sealed class PassCounter
{
    public PassCounter(VaeNetwork network)
    {
        Dictionary<string, nn.Module> parts = network.Encoder.named_children().ToDictionary(part => part.name, part => part.module);
        Count((nn.Module<Tensor, Tensor>)parts["hidden"], () => Encoder++);
        Count((nn.Module<Tensor, Tensor>)parts["log_variance"], () => LogVariance++);
        Count(network.Decoder, () => Decoder++);
    }

    public int Encoder { get; private set; }

    /// <summary>The encoder's second head.</summary>
    public int LogVariance { get; private set; }

    public int Decoder { get; private set; }

    public void Reset() => (Encoder, LogVariance, Decoder) = (0, 0, 0);

    private static void Count(nn.Module<Tensor, Tensor> part, Action increment) => part.register_forward_hook((_, _, output) =>
    {
        increment();
        return output;
    });
}
