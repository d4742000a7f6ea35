using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Microsoft.ML.Vae.Kernels;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>Activations of plain numbers, in place, with their derivatives.</summary>
internal static unsafe class ActivationKernel
{
    private static readonly float _inverseRootTwo = MathF.Sqrt(0.5f);
    private static readonly float _inverseRootTwoPi = 1 / MathF.Sqrt(2 * MathF.PI);

    /// <summary>Replaces numbers by their activations.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="x">[N].</param>
    /// <param name="slopes">[N], for the derivatives; null: nobody wants them.</param>
    /// <param name="count">N, a multiple of the vector's width.</param>
    public static void Apply(Activation activation, float* x, float* slopes, long count)
    {
        switch (activation)
        {
            case Activation.Relu:
                Apply<Relu>(x, slopes, count);
                break;
            case Activation.LeakyRelu:
                Apply<LeakyRelu>(x, slopes, count);
                break;
            case Activation.Elu:
                Apply<Elu>(x, slopes, count);
                break;
            case Activation.Gelu:
                Apply<Gelu>(x, slopes, count);
                break;
            case Activation.Silu:
                Apply<Silu>(x, slopes, count);
                break;
            case Activation.Tanh:
                Apply<Tanh>(x, slopes, count);
                break;
            default:
                throw new NotSupportedException($"No function stands for the activation {activation}.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<T>(float* x, float* slopes, long count) where T : struct, IFunction
    {
        for (long i = 0; i < count; i += VectorMath.Width)
        {
            (Vector value, Vector slope) = default(T).At(Vector512.Load(x + i));
            value.Store(x + i);
            if (slopes is not null)
                slope.Store(slopes + i);
        }
    }

    private interface IFunction
    {
        (Vector Value, Vector Slope) At(Vector x);
    }

    private readonly struct Relu : IFunction
    {
        // Keeps NaN, as a maximum with zero would not on every machine.
        public (Vector Value, Vector Slope) At(Vector x)
        {
            Vector isNegative = Vector512.LessThanOrEqual(x, Vector.Zero);
            return (Vector512.AndNot(x, isNegative), Vector512.AndNot(Vector.One, isNegative));
        }
    }

    private readonly struct LeakyRelu : IFunction
    {
        public (Vector Value, Vector Slope) At(Vector x)
        {
            Vector slope = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector.Zero), Vector512.Create(0.01f), Vector.One);
            return (x * slope, slope);
        }
    }

    private readonly struct Elu : IFunction
    {
        public (Vector Value, Vector Slope) At(Vector x)
        {
            Vector exp = VectorMath.Exp(Vector512.Min(x, Vector.Zero));
            Vector isPositive = Vector512.GreaterThan(x, Vector.Zero);
            return (Vector512.ConditionalSelect(isPositive, x, exp - Vector.One), Vector512.ConditionalSelect(isPositive, Vector.One, exp));
        }
    }

    private readonly struct Gelu : IFunction
    {
        public (Vector Value, Vector Slope) At(Vector x)
        {
            Vector distribution = (Vector.One + VectorMath.Erf(x * _inverseRootTwo)) * 0.5f;
            Vector density = VectorMath.Exp(x * x * -0.5f) * _inverseRootTwoPi;
            return (x * distribution, distribution + x * density);
        }
    }

    private readonly struct Silu : IFunction
    {
        public (Vector Value, Vector Slope) At(Vector x)
        {
            Vector sigmoid = VectorMath.Sigmoid(x);
            Vector value = x * sigmoid;
            return (value, sigmoid + value * (Vector.One - sigmoid));
        }
    }

    private readonly struct Tanh : IFunction
    {
        public (Vector Value, Vector Slope) At(Vector x)
        {
            Vector value = VectorMath.Tanh(x);
            return (value, Vector.One - value * value);
        }
    }
}
