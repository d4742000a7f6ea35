using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Microsoft.ML.Vae.Kernels;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>Losses in which each pixel has one output of its own.</summary>
/// <param name="function">A pixel's loss and its derivative, but for factor and constant.</param>
/// <param name="factor">What both are multiplied by.</param>
/// <param name="constant">What is added to the loss per pixel after that.</param>
internal sealed unsafe class PixelLoss<T>(T function, double factor = 1, double constant = 0) : RowLoss where T : struct, IPixelFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Differentiate(float* x, float* output, int size, float factorOfGradient)
    {
        float slope = (float)factor * factorOfGradient;
        Vector sum = Vector.Zero;
        int i = 0;
        for (; i + VectorMath.Width <= size; i += VectorMath.Width)
        {
            (Vector loss, Vector gradient) = function.At(Vector512.Load(x + i), Vector512.Load(output + i));
            (gradient * slope).Store(output + i);
            sum += loss;
        }
        float rest = 0;
        if (i < size)
        {
            float* pixels = stackalloc float[VectorMath.Width], outputs = stackalloc float[VectorMath.Width];
            Span<float> seen = new(pixels, size - i), given = new(outputs, size - i);
            new ReadOnlySpan<float>(x + i, size - i).CopyTo(seen);
            new ReadOnlySpan<float>(output + i, size - i).CopyTo(given);
            (Vector loss, Vector gradient) = function.At(Vector512.Load(pixels), Vector512.Load(outputs));
            (gradient * slope).Store(outputs);
            given.CopyTo(new Span<float>(output + i, size - i));
            loss.Store(pixels);
            foreach (float pixel in seen)
                rest += pixel;
        }
        return (float)(factor * (Vector512.Sum(sum) + rest) + constant * size);
    }
}

/// <summary>A pixel's loss and its derivative.</summary>
internal interface IPixelFunction
{
    (Vector Loss, Vector Gradient) At(Vector x, Vector output);
}

/// <summary>log(1 + eˡ) − x l of the log-odds l.</summary>
internal readonly struct CrossEntropy : IPixelFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector Loss, Vector Gradient) At(Vector x, Vector output)
    {
        (Vector sigmoid, Vector logTerm) = VectorMath.Logistic(output);
        return (logTerm + Vector512.Max(output, Vector.Zero) - x * output, sigmoid - x);
    }
}

/// <summary>(x − m)² / 2.</summary>
internal readonly struct HalfSquare : IPixelFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector Loss, Vector Gradient) At(Vector x, Vector output)
    {
        Vector error = output - x;
        return (error * error * 0.5f, error);
    }
}

/// <summary>|x − m|.</summary>
internal readonly struct Distance : IPixelFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector Loss, Vector Gradient) At(Vector x, Vector output)
    {
        Vector error = output - x;
        Vector sign = Vector512.ConditionalSelect(Vector512.GreaterThan(error, Vector.Zero), Vector.One,
            Vector512.ConditionalSelect(Vector512.LessThan(error, Vector.Zero), -Vector.One, Vector.Zero));
        return (Vector512.Abs(error), sign);
    }
}
