using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Likelihoods;

/// <summary>Runs a likelihood on arrays.</summary>
internal static class LikelihoodRunner
{
    public static double[] Loss(Likelihood likelihood, double[][] decoded, double[][] x)
    {
        using DisposeScope scope = NewDisposeScope();
        return TensorValues.ToDoubles(likelihood.NegativeLogLikelihood(TensorValues.Matrix(decoded), TensorValues.Matrix(x)));
    }

    public static double[] Gradient(Likelihood likelihood, double[] decoded, double[] x)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor input = TensorValues.Matrix([decoded]).requires_grad_();
        likelihood.NegativeLogLikelihood(input, TensorValues.Matrix([x])).sum().backward();
        return TensorValues.ToDoubles(input.grad!);
    }

    public static double[] Mean(Likelihood likelihood, double[][] decoded)
    {
        using DisposeScope scope = NewDisposeScope();
        return TensorValues.ToDoubles(likelihood.Mean(TensorValues.Matrix(decoded)));
    }

    /// <summary>Rows of uniform values.</summary>
    public static double[][] Random(Random random, int rows, int columns, double low, double high) =>
        [.. Enumerable.Range(0, rows).Select(_ => Row(random, columns, low, high))];

    private static double[] Row(Random random, int columns, double low, double high) =>
        [.. Enumerable.Range(0, columns).Select(_ => low + (high - low) * random.NextDouble())];
}
