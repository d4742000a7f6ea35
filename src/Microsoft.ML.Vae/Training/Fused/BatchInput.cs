using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>What a step begins with: scaled pixels, conditions, and noise.</summary>
/// <param name="network">Whose sizes they have.</param>
/// <param name="noise">Draws what is drawn.</param>
internal sealed unsafe class BatchInput(VaeNetwork network, Generator noise)
{
    /// <summary>Draws all noise of a batch, from the pixels' to that of the latents.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="b">Where its numbers go.</param>
    /// <param name="inputNoise">That of the pixels.</param>
    /// <returns>What the loss compares with.</returns>
    public float* Draw(TrainingBatch batch, FusedBuffers b, InputNoise inputNoise)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        VaeArchitecture a = network.Architecture;
        float* target = b.Seen;
        if (inputNoise.IsActive)
        {
            (Tensor clean, Tensor seen) = inputNoise.Draw(batch.ToInput(CPU), a.InputSize, noise);   // [B, D + C] twice
            target = b.Target;
            Copy(clean, b.Target, VectorMath.Pad(a.EncoderInputSize));
            Copy(network.EncoderInput(seen), b.Seen, VectorMath.Pad(a.EncoderInputSize));   // [B, D + M + C]
        }
        if (batch.Column.Condition is { } condition)
        {
            Tensor numbers = condition.ToNumbers(batch.Rows.Span, batch.Count, batch.Column.RowBytes, batch.Column.PixelBytes);   // [B, C]
            Copy(numbers, b.Seen + a.InputSize + a.MaskSize, VectorMath.Pad(a.EncoderInputSize));
            Copy(numbers, b.Latent + a.LatentDimension, VectorMath.Pad(a.DecoderInputSize));
        }
        if (a.Latent.HasPosterior)
            Copy(randn(batch.Count, a.LatentDimension, ScalarType.Float32, CPU, generator: noise), b.Noise, a.LatentDimension);
        return target;
    }

    /// <summary>Scales the pixels of some rows.</summary>
    public void Gather(TrainingBatch batch, FusedBuffers b, int from, int rows)
    {
        PixelColumn column = batch.Column;
        int stride = VectorMath.Pad(network.Architecture.EncoderInputSize);
        for (int row = from; row < Math.Min(from + rows, batch.Count); row++)
            column.Scale(batch.Rows.Span.Slice(row * column.RowBytes, column.PixelBytes), b.Seen + (long)row * stride);
    }

    /// <summary>Puts conditions behind the features of some rows.</summary>
    public void CopyConditions(FusedBuffers b, int featureSize, int from, int rows)
    {
        VaeArchitecture a = network.Architecture;
        int features = featureSize - a.ConditionSize;
        for (int row = from; row < from + rows; row++)
        {
            new ReadOnlySpan<float>(b.Seen + (long)row * b.SeenStride + a.InputSize, a.ConditionSize)
                .CopyTo(new Span<float>(b.Feature(row) + features, a.ConditionSize));
        }
    }

    private static void Copy(Tensor rows, float* to, int stride)   // [B, N]
    {
        ReadOnlySpan<float> numbers = MemoryMarshal.Cast<byte, float>(rows.contiguous().bytes);
        int size = (int)rows.size(1);
        for (int start = 0; start < numbers.Length; start += size, to += stride)
            numbers.Slice(start, size).CopyTo(new Span<float>(to, size));
    }
}
