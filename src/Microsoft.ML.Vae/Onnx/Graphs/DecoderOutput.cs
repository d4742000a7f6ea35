namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>What a network's decoder gives.</summary>
/// <param name="Size">D.</param>
/// <param name="Means">What the likelihood takes of each pixel, [B, D].</param>
/// <param name="LogVariance">log σ², raw, [1, 1], [1, D], [B, 1] or [B, D]; null where the likelihood has no such parameter.</param>
internal sealed record DecoderOutput(long Size, OnnxValue Means, OnnxValue? LogVariance);
