using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>The operators of a network. Initializers have the names of the network's tensors.</summary>
internal abstract class NetworkGraph(VaeNetwork network)
{
    protected VaeArchitecture Architecture { get; } = network.Architecture;

    protected VaeNetwork Network => network;

    public static NetworkGraph Of(OnnxGraph graph, VaeNetwork network) => network.Architecture.Plan switch
    {
        FullyConnectedPlan plan => new FullyConnectedGraph(new WeightTable(graph, network), network, plan),
        ConvolutionalPlan plan => new ConvolutionalGraph(new WeightTable(graph, network), network, plan),
        CustomPlan plan => new CustomGraph(graph, network, plan),
        var other => throw new NotSupportedException($"no ONNX operators are known for a network of layers '{other}'"),
    };

    /// <summary>μ and, where latents have one, log σ², bounded: [B, Z] each.</summary>
    public abstract (OnnxValue Mean, OnnxValue? LogVariance) Encode(NetworkInput input);

    /// <summary>From latents and a condition, [B, Z] and [B, C], to what the likelihood takes.</summary>
    public abstract DecoderOutput Decode(OnnxValue latent, OnnxValue? condition);
}
