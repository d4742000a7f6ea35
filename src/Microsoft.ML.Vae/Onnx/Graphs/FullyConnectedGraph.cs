using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>Dense layers.</summary>
internal sealed class FullyConnectedGraph(WeightTable weights, VaeNetwork network, FullyConnectedPlan plan) : BuiltInGraph(weights, network)
{
    protected override OnnxValue Hidden(NetworkInput input) => Layers(input.Joined(), "encoder.hidden", plan.EncoderSizes.Count);

    protected override OnnxValue Hidden(OnnxValue latent) => Layers(latent, "decoder.hidden", plan.DecoderSizes.Count);

    protected override OnnxValue Output(OnnxValue h, string name) => Weights.Dense(h, name);

    private OnnxValue Layers(OnnxValue x, string name, int count) => Enumerable.Range(0, count)
        .Aggregate(x, (h, layer) => Weights.Dense(h, FormattableString.Invariant($"{name}.{layer}")).Activate(plan.Activation));
}
