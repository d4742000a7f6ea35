using Microsoft.ML.Vae.Onnx.Graphs;
using Microsoft.ML.Vae.Onnx.Likelihoods;

namespace Microsoft.ML.Vae.Columns.Export;

/// <summary>What latents decode to.</summary>
/// <param name="graph">The graph.</param>
/// <param name="model">The model.</param>
/// <param name="latent">The latents, [B, Z].</param>
/// <param name="condition">The numbers of the condition, [B, C]; null: there is none.</param>
/// <param name="draws">Whether the column shows a draw, not a mean.</param>
internal sealed class DecodingOutputs(OnnxGraph graph, VaeModel model, OnnxValue latent, OnnxValue? condition, bool draws) : GraphOutputs
{
    public override OnnxValue Of(OutputColumn column)
    {
        if (column is ImageOutputColumn)
            throw IsImage(column.Name);
        if (draws)
        {
            throw new NotSupportedException(
                $"column '{column.Name}' holds draws that depend on the row's id, for which ONNX has no operators");
        }
        DecoderOutput decoded = NetworkGraph.Of(graph, model.Network).Decode(latent, condition);
        return InputGraph.Unscale(model.Input, LikelihoodGraph.Of(model.Likelihood).Mean(decoded));
    }
}
