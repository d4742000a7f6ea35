namespace Microsoft.ML.Vae.Inputs;

/// <summary>Reads pixels, and the condition behind them.</summary>
internal sealed class ConditionedReader(RowReader pixels, int pixelBytes, ConditionReader condition) : RowReader
{
    public override Exception? TryRead(Span<byte> destination) => pixels.TryRead(destination[..pixelBytes]) ?? condition.TryRead(destination[pixelBytes..]);
}
