namespace Microsoft.ML.Vae.Inputs;

/// <summary>Copies pixels, and the condition after them.</summary>
internal sealed class ConditionedExtractor(RowExtractor pixels, int pixelBytes, ConditionExtractor condition) : RowExtractor
{
    public override RowFault? TryRead(Span<byte> destination) =>
        pixels.TryRead(destination[..pixelBytes]) ?? condition.TryRead(destination[pixelBytes..]);
}
