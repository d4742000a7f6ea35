using Microsoft.ML.Vae.Graphs;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>What a network's encoder is given.</summary>
/// <param name="Pixels">[B, D], 0 where a pixel is missing.</param>
/// <param name="Mask">[B, D], 1 where a pixel is missing; null: none can be.</param>
/// <param name="Condition">[B, C]; null: there is none.</param>
internal sealed record NetworkInput(OnnxValue Pixels, OnnxValue? Mask, OnnxValue? Condition)
{
    /// <summary>All of it in one, [B, D + M + C].</summary>
    public OnnxValue Joined() => OnnxMath.Concat([.. new[] { Pixels, Mask, Condition }.OfType<OnnxValue>()]);
}
