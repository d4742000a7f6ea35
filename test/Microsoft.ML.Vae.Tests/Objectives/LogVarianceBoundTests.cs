using Microsoft.ML.Vae.Latents;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Objectives;

[Trait("trap", "10")]
public class LogVarianceBoundTests
{
    [Fact]
    public void Apply_BetweenMinusTenAndZero_IsTheIdentity()
    {
        // log(1 + e⁻²⁰) = 2.06e-9 at either end. From −1e-4 on, one unit in the last place of a single is larger than that and is all there is.
        foreach (double raw in Enumerable.Range(0, 101).Select(i => -0.1 * i))
            Math.Abs(Bound(raw).Value - (float)raw).ShouldBeLessThan(3e-9 + 1e-7 * Math.Abs(raw), $"at {raw}");
    }

    [Theory]
    [InlineData(-29.5)]
    [InlineData(-25)]
    [InlineData(10)]
    [InlineData(19)]
    [InlineData(25)]
    [InlineData(-40)]
    public void Apply_AnyValue_FollowsItsFormula(double raw)
    {
        double expected = raw + Math.Log(1 + Math.Exp(-30 - raw)) - Math.Log(1 + Math.Exp(raw - 20));
        Bound(raw).Value.ShouldBe(expected, 1e-5);   // single precision on numbers up to 40
    }

    [Theory]
    [InlineData(-1e30)]
    [InlineData(-1e4)]
    [InlineData(-100)]
    [InlineData(100)]
    [InlineData(1e4)]
    [InlineData(1e30)]
    public void Apply_HugeValue_StaysWithinBoundsWhoseExponentialIsFinite(double raw)
    {
        double bounded = Bound(raw).Value;
        bounded.ShouldBeInRange(-30, 20);
        MathF.Exp((float)bounded).ShouldBeInRange(1e-14f, 1e9f);
    }

    [Theory, Trait("trap", "5")]
    [InlineData(-80)]
    [InlineData(-60)]
    [InlineData(-45)]
    [InlineData(-31)]
    [InlineData(0)]
    [InlineData(19)]
    [InlineData(35)]
    [InlineData(50)]
    [InlineData(70)]
    public void Apply_BeyondItsBounds_KeepsAGradientTowardsThem(double raw)
    {
        double expected = Sigmoid(raw + 30) * Sigmoid(20 - raw);
        // The two factors against the formula's 1 − a − b: their product differs by less than e⁻⁵⁰. Single precision.
        Bound(raw).Slope.ShouldBe(expected, 0.01 * expected);
    }

    [Fact, Trait("trap", "5")]
    public void Apply_ThenDivergence_PullsAnOverflowingLogVarianceDown()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = TensorValues.Matrix([[45.0]]).requires_grad_();
        GaussianDivergence.ToStandardNormal(zeros(1, 1), LogVarianceBound.Apply(raw)).sum().backward();
        double expected = 0.5 * Math.Exp(20) * Math.Exp(-25);   // ½ σ² times the bound's slope
        ((double)raw.grad!.item<float>()).ShouldBe(expected, 0.01 * expected);   // single precision of e²⁰
    }

    private static (double Value, double Slope) Bound(double raw)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor input = TensorValues.Matrix([[raw]]).requires_grad_();
        Tensor output = LogVarianceBound.Apply(input);
        output.sum().backward();
        return (output.item<float>(), input.grad!.item<float>());
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
