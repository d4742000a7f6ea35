using Microsoft.ML.Vae.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Optimizers;

public class GradientNormTests
{
    private static readonly double[][][] _gradients = [[[3, -4], [0, 12]], [[84]]];   // of length 85 in all

    [Theory]
    [InlineData(85.5, 1)]
    [InlineData(17, 0.2)]
    [InlineData(1e-3, 1e-3 / 85)]
    public void Clip_AnyMaximum_ScalesAllGradientsByOneFactor(double maximum, double factor)
    {
        using DisposeScope scope = NewDisposeScope();
        using Scalar limit = maximum;
        Tensor[] gradients = [.. _gradients.Select(rows => TensorValues.Matrix(rows))];

        GradientNorm.Clip(gradients, limit);

        for (int i = 0; i < gradients.Length; i++)
        {
            double[] before = [.. _gradients[i].SelectMany(row => row)], after = TensorValues.ToDoubles(gradients[i]);
            for (int j = 0; j < before.Length; j++)
                after[j].ShouldBe(before[j] * factor, 1e-12 + 1e-6 * Math.Abs(before[j] * factor));   // single precision
        }
    }

    [Fact]
    public void Clip_GradientsWithinTheLimit_AreUntouched()
    {
        using DisposeScope scope = NewDisposeScope();
        using Scalar limit = 1.0;
        Tensor gradient = TensorValues.Matrix([[0.1f, -0.3f]]);

        GradientNorm.Clip([gradient], limit);

        TensorValues.ToArray(gradient).ShouldBe([0.1f, -0.3f]);
    }

    [Fact]
    public void Clip_ZeroGradientsOrNone_AreUntouched()
    {
        using DisposeScope scope = NewDisposeScope();
        using Scalar limit = 1.0;
        Tensor gradient = TensorValues.Matrix([[0f, 0f]]);

        GradientNorm.Clip([gradient], limit);
        GradientNorm.Clip([], limit);

        TensorValues.ToArray(gradient).ShouldBe([0f, 0f]);
    }
}
