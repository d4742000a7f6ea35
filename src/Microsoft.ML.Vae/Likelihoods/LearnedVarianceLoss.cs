using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Latents;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>½ ((x − m)² / σ² + log σ² + log 2π), where log σ² follows the means: one for all pixels, or one for each.</summary>
/// <param name="lowest">The lower bound of log σ².</param>
/// <param name="highest">Its upper bound.</param>
/// <param name="perPixel">Whether there is one for each pixel.</param>
internal sealed unsafe class LearnedVarianceLoss(float lowest, float highest, bool perPixel) : RowLoss
{
    private static readonly double _halfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    public override float Differentiate(float* x, float* output, int size, float factor) =>
        (float)(_halfLogTwoPi * size) + (perPixel ? PerPixel(x, output, size, factor) : Global(x, output, size, factor));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Global(float* x, float* output, int size, float factor)
    {
        (float logVariance, float slope) = LogVarianceBound.Apply(output[size], lowest, highest);
        float precision = MathF.Exp(-logVariance);
        double squares = 0;
        for (int i = 0; i < size; i++)
        {
            float error = output[i] - x[i];
            squares += error * error;
            output[i] = error * precision * factor;
        }
        double distance = squares * precision;
        output[size] = (float)(0.5 * (size - distance) * slope * factor);
        return (float)(0.5 * (distance + size * (double)logVariance));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float PerPixel(float* x, float* output, int size, float factor)
    {
        float* pixels = stackalloc float[VectorMath.Width], means = stackalloc float[VectorMath.Width];
        float* variances = stackalloc float[VectorMath.Width];
        double sum = 0;
        for (int i = 0; i < size; i += VectorMath.Width)
        {
            int count = Math.Min(VectorMath.Width, size - i);
            new ReadOnlySpan<float>(x + i, count).CopyTo(new Span<float>(pixels, count));
            new ReadOnlySpan<float>(output + i, count).CopyTo(new Span<float>(means, count));
            new ReadOnlySpan<float>(output + size + i, count).CopyTo(new Span<float>(variances, count));
            (Vector logVariance, Vector slope) = LogVarianceBound.Apply(Vector512.Load(variances), lowest, highest);
            Vector precision = VectorMath.Exp(-logVariance);
            Vector error = Vector512.Load(means) - Vector512.Load(pixels);
            Vector distance = error * error * precision;
            (error * precision * factor).Store(means);
            ((Vector.One - distance) * slope * (0.5f * factor)).Store(variances);
            ((distance + logVariance) * 0.5f).Store(pixels);
            for (int j = 0; j < count; j++)
                sum += pixels[j];
            new ReadOnlySpan<float>(means, count).CopyTo(new Span<float>(output + i, count));
            new ReadOnlySpan<float>(variances, count).CopyTo(new Span<float>(output + size + i, count));
        }
        return (float)sum;
    }
}
