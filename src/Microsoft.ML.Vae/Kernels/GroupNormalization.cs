using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Microsoft.ML.Vae.Kernels;

/// <summary>
/// Normalizes the channels of an image in groups, y = γ (x − μ) / √(σ² + ε) + β with PyTorch's ε (Wu and He, "Group Normalization", 2018).
/// Images are pixel by pixel, [P, C], C a multiple of the vector's width.
/// </summary>
internal static unsafe class GroupNormalization
{
    private const float Epsilon = 1e-5f;

    /// <summary>Normalizes an image.</summary>
    /// <param name="x">[P, C].</param>
    /// <param name="normalized">(x − μ) / √(σ² + ε), [P, C].</param>
    /// <param name="factors">1 / √(σ² + ε) of each channel's group, [C].</param>
    /// <param name="weight">γ, [C].</param>
    /// <param name="bias">β, [C].</param>
    /// <param name="y">[P, C].</param>
    /// <param name="pixels">P.</param>
    /// <param name="channels">C.</param>
    /// <param name="groups">How many groups.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        float* x, float* normalized, float* factors, float* weight, float* bias, float* y, int pixels, int channels, int groups)
    {
        float* means = stackalloc float[channels];
        float count = (float)pixels * (channels / groups);
        for (int c = 0; c < channels; c += VectorMath.Width)
        {
            Vector sum = Vector.Zero;
            for (int p = 0; p < pixels; p++)
                sum += Vector512.Load(x + (long)p * channels + c);
            sum.Store(means + c);
        }
        ShareAmongGroups(means, channels, groups);
        for (int c = 0; c < channels; c += VectorMath.Width)
        {
            Vector mean = Vector512.Load(means + c) / count, sum = Vector.Zero;
            for (int p = 0; p < pixels; p++)
            {
                Vector centred = Vector512.Load(x + (long)p * channels + c) - mean;
                sum += centred * centred;
            }
            mean.Store(means + c);
            sum.Store(factors + c);
        }
        ShareAmongGroups(factors, channels, groups);
        for (int c = 0; c < channels; c += VectorMath.Width)
        {
            Vector mean = Vector512.Load(means + c), gamma = Vector512.Load(weight + c), beta = Vector512.Load(bias + c);
            Vector factor = Vector.One / Vector512.Sqrt(Vector512.Load(factors + c) / count + Vector512.Create(Epsilon));
            factor.Store(factors + c);
            for (int p = 0; p < pixels; p++)
            {
                long at = (long)p * channels + c;
                Vector value = (Vector512.Load(x + at) - mean) * factor;
                value.Store(normalized + at);
                (value * gamma + beta).Store(y + at);
            }
        }
    }

    /// <summary>From the gradient with respect to y to that with respect to x, and adds to those of γ and β.</summary>
    /// <param name="gradient">With respect to y, [P, C].</param>
    /// <param name="normalized">As <see cref="Forward"/> left it.</param>
    /// <param name="factors">As <see cref="Forward"/> left it.</param>
    /// <param name="weight">γ, [C].</param>
    /// <param name="weightGradient">[C].</param>
    /// <param name="biasGradient">[C].</param>
    /// <param name="to">With respect to x, [P, C]; may be the gradient itself.</param>
    /// <param name="pixels">P.</param>
    /// <param name="channels">C.</param>
    /// <param name="groups">How many groups.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        float* gradient, float* normalized, float* factors, float* weight, float* weightGradient, float* biasGradient, float* to,
        int pixels, int channels, int groups)
    {
        float* means = stackalloc float[channels], products = stackalloc float[channels];
        float count = (float)pixels * (channels / groups);
        for (int c = 0; c < channels; c += VectorMath.Width)
        {
            Vector sum = Vector.Zero, product = Vector.Zero, gamma = Vector512.Load(weight + c);
            for (int p = 0; p < pixels; p++)
            {
                long at = (long)p * channels + c;
                Vector value = Vector512.Load(gradient + at);
                sum += value;
                product += value * Vector512.Load(normalized + at);
            }
            (Vector512.Load(biasGradient + c) + sum).Store(biasGradient + c);
            (Vector512.Load(weightGradient + c) + product).Store(weightGradient + c);
            (sum * gamma).Store(means + c);
            (product * gamma).Store(products + c);
        }
        ShareAmongGroups(means, channels, groups);
        ShareAmongGroups(products, channels, groups);
        for (int c = 0; c < channels; c += VectorMath.Width)
        {
            Vector factor = Vector512.Load(factors + c), gamma = Vector512.Load(weight + c) * factor;
            Vector mean = Vector512.Load(means + c) / count * factor, product = Vector512.Load(products + c) / count * factor;
            for (int p = 0; p < pixels; p++)
            {
                long at = (long)p * channels + c;
                (Vector512.Load(gradient + at) * gamma - mean - Vector512.Load(normalized + at) * product).Store(to + at);
            }
        }
    }

    /// <summary>Replaces each channel's number by the sum over its group.</summary>
    private static void ShareAmongGroups(float* numbers, int channels, int groups)
    {
        int size = channels / groups;
        for (int from = 0; from < channels; from += size)
        {
            double sum = 0;
            for (int c = from; c < from + size; c++)
                sum += numbers[c];
            new Span<float>(numbers + from, size).Fill((float)sum);
        }
    }
}
