using MathNet.Numerics;

namespace Microsoft.ML.Vae.Tests.Networks;

/// <summary>The activations in plain C# doubles, from their definitions.</summary>
internal static class ReferenceActivation
{
    public static double Of(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(x, 0),
        Activation.LeakyRelu => Math.Max(x, 0.01 * x),
        Activation.Elu => x > 0 ? x : Math.Exp(x) - 1,
        Activation.Gelu => x * 0.5 * (1 + SpecialFunctions.Erf(x / Math.Sqrt(2))),
        Activation.Silu => x / (1 + Math.Exp(-x)),
        Activation.Tanh => Math.Tanh(x),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    /// <summary>The slope, from a difference of the fifth order; not near the kinks of those that have one.</summary>
    public static double Slope(Activation activation, double x)
    {
        const double h = 1e-3;
        double f(double t) => Of(activation, t);
        return (f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h);
    }
}
