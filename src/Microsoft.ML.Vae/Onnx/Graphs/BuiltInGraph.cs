using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>Heads and outputs that all of this library's own networks have.</summary>
internal abstract class BuiltInGraph(WeightTable weights, VaeNetwork network) : NetworkGraph(network)
{
    protected WeightTable Weights => weights;

    public sealed override (OnnxValue Mean, OnnxValue? LogVariance) Encode(NetworkInput input)
    {
        OnnxValue h = Hidden(input);   // [B, F]
        return (
            weights.Dense(h, "encoder.mean"),
            Architecture.Latent.HasPosterior ? weights.Dense(h, "encoder.log_variance").BoundLogVariance() : null);
    }

    public sealed override DecoderOutput Decode(OnnxValue latent, OnnxValue? condition)
    {
        OnnxValue h = Hidden(condition is null ? latent : OnnxMath.Concat(latent, condition));
        return new DecoderOutput(Architecture.InputSize, Output(h, "decoder.output"), Architecture.PixelVariance switch
        {
            PixelVariance.Global => weights.Shaped("decoder.log_variance.bias", 1, 1),
            PixelVariance.PerSlot => weights.Shaped("decoder.log_variance.bias", 1, Architecture.InputSize),
            PixelVariance.PerPixel => Output(h, "decoder.log_variance"),
            PixelVariance.Optimal => OptimalLogVariance(weights.Graph, Network),
            _ => null,
        });
    }

    /// <summary>The variance that training has found in closed form.</summary>
    public static OnnxValue OptimalLogVariance(OnnxGraph graph, VaeNetwork network)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor appended = network.Variance!.Append(zeros(1, 1, ScalarType.Float32, network.parameters().First().device));   // [1, 2]
        return graph.Array("variance.log", [appended[0, 1].item<float>()], 1, 1);
    }

    /// <summary>-> [B, F].</summary>
    protected abstract OnnxValue Hidden(NetworkInput input);

    /// <summary>[B, Z + C] -> what the output layers take.</summary>
    protected abstract OnnxValue Hidden(OnnxValue latent);

    /// <summary>-> [B, D].</summary>
    protected abstract OnnxValue Output(OnnxValue h, string name);
}
