using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae.Training;

/// <summary>Rows that are computed at once. An engine that computes on other numbers than a tensor's reads the stored bytes.</summary>
/// <param name="Column">What the bytes mean.</param>
/// <param name="Rows">The stored rows one after another; overwritten by the next batch.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Position">Where in the fit their step stands.</param>
internal readonly record struct TrainingBatch(PixelColumn Column, ReadOnlyMemory<byte> Rows, int Count, TrainingPosition Position)
{
    /// <summary>Scaled pixels, and the condition behind them.</summary>
    public Tensor ToInput(Device device) => Column.ToTrainingInput(Rows.Span, Count, device);   // -> [B, D + C]
}
