using Microsoft.ML.Vae.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Optimizers;

/// <summary>Clipping is TorchSharp's; steps of plain gradient descent at a rate of 1 show the gradients that it leaves.</summary>
public class GradientClippingTests
{
    private static readonly double[][][] _gradients = [[[3, -4], [0, 12]], [[84]]];   // of length 85 in all

    [Theory]
    [InlineData(85.5, 1)]
    [InlineData(17, 0.2)]
    [InlineData(1e-3, 1e-3 / 85)]
    public void Step_AnyMaximum_ScalesAllGradientsByOneFactor(double maximum, double factor)
    {
        double[][] steps = Steps(maximum, [.. _gradients.Select(rows => TensorValues.Matrix(rows))]);

        for (int i = 0; i < steps.Length; i++)
        {
            double[] before = [.. _gradients[i].SelectMany(row => row)];
            for (int j = 0; j < before.Length; j++)
                steps[i][j].ShouldBe(before[j] * factor, 1e-12 + 1e-6 * Math.Abs(before[j] * factor));   // single precision
        }
    }

    [Fact]
    public void Step_GradientsOfNoLength_StayZero() => Steps(1, TensorValues.Matrix([[0, 0]])).ShouldBe([[0, 0]]);

    [Fact]
    public void Step_GradientThatIsNotANumber_ReachesEveryParameter() =>   // so that the fit is seen to diverge
        Steps(1, TensorValues.Matrix([[double.NaN, 1]]), TensorValues.Matrix([[2]])).ShouldBe([[double.NaN, double.NaN], [double.NaN]]);

    [Fact]
    public void Step_ParameterWithoutGradient_IsLeftOut()
    {
        using var parameter = new Parameter(ones(2));
        using var descent = new GradientDescent([parameter], Optimizer.Sgd(0), LearningRate.Fixed(1), maximumNorm: 1);

        descent.Step();

        TensorValues.ToArray(parameter).ShouldBe([1, 1]);
    }

    private static double[][] Steps(double maximum, params Tensor[] gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = [.. gradients.Select(gradient => new Parameter(zeros_like(gradient)))];
        for (int i = 0; i < parameters.Length; i++)
            parameters[i].grad = gradients[i];
        using var descent = new GradientDescent(parameters, Optimizer.Sgd(0), LearningRate.Fixed(1), maximum);
        descent.Step();
        return [.. parameters.Select(parameter => TensorValues.ToDoubles(parameter).Select(value => -value).ToArray())];
    }
}
