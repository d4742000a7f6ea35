using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>A network that the application brought, as far as it says what it computes.</summary>
internal sealed class CustomGraph(OnnxGraph graph, VaeNetwork network, CustomPlan plan) : NetworkGraph(network)
{
    private readonly VaeModule _module = network.children().OfType<VaeModule>().Single();

    public override (OnnxValue Mean, OnnxValue? LogVariance) Encode(NetworkInput input)
    {
        if (Described(() => _module.EncodeToOnnx(graph, input.Joined())) is not { } output)
            throw Undescribed(nameof(VaeModule.EncodeToOnnx));
        if (!Architecture.Latent.HasPosterior)
            return (output.Mean, null);
        return output.LogVariance is { } raw
            ? (output.Mean, raw.BoundLogVariance())
            : throw new NotSupportedException($"{nameof(VaeModule.EncodeToOnnx)} of network '{plan.Name}' gives no log σ²");
    }

    public override DecoderOutput Decode(OnnxValue latent, OnnxValue? condition)
    {
        OnnxValue input = condition is null ? latent : OnnxMath.Concat(latent, condition);
        OnnxValue output = Described(() => _module.DecodeToOnnx(graph, input)) ?? throw Undescribed(nameof(VaeModule.DecodeToOnnx));
        long size = Architecture.InputSize, rest = Architecture.DecoderOutputSize - size;
        OnnxValue? logVariance = Architecture.PixelVariance == PixelVariance.Optimal ? BuiltInGraph.OptimalLogVariance(graph, Network)
            : rest > 0 ? output.Columns(size, rest) : null;
        return new DecoderOutput(size, rest == 0 ? output : output.Columns(0, size), logVariance);
    }

    private T Described<T>(Func<T> describe)
    {
        try
        {
            return describe();
        }
        catch (NotSupportedException e)
        {
            throw new NotSupportedException($"network '{plan.Name}': {e.Message}", e);
        }
    }

    private NotSupportedException Undescribed(string member) =>
        new($"network '{plan.Name}' does not say what it computes; override {nameof(VaeModule)}.{member}");
}
