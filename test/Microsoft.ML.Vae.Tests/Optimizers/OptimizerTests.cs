using Microsoft.ML.Vae.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Optimizers;

public class OptimizerTests
{
    private const double Rate = 0.05;

    // Gradients of very different sizes, signs that change, and a zero: one row a step.
    private static readonly double[][] _gradients =
    [
        [1, -0.02, 300, 0],
        [0.5, 0.03, -200, 0],
        [-2, 0.01, 50, 1e-3],
        [0.25, -0.04, 700, -1e-3],
        [3, 0.02, -10, 0.5],
    ];

    public static TheoryData<Optimizer, Func<Func<double, double, double, double>>> Rules => new()
    {
        { Optimizer.Adam(), () => ReferenceOptimizers.Adam(0.9, 0.999, 1e-8, 0) },
        { Optimizer.Adam(0.5, 0.9, 1e-2), () => ReferenceOptimizers.Adam(0.5, 0.9, 1e-2, 0) },
        { Optimizer.Adam(0, 0), () => ReferenceOptimizers.Adam(0, 0, 1e-8, 0) },
        { Optimizer.AdamW(), () => ReferenceOptimizers.Adam(0.9, 0.999, 1e-8, 0.01) },
        { Optimizer.AdamW(0.3, 0.8, 0.99, 1e-4), () => ReferenceOptimizers.Adam(0.8, 0.99, 1e-4, 0.3) },
        { Optimizer.Sgd(), () => ReferenceOptimizers.Sgd(0.9, nesterov: false) },
        { Optimizer.Sgd(0), () => ReferenceOptimizers.Sgd(0, nesterov: false) },
        { Optimizer.Sgd(0.5, nesterov: true), () => ReferenceOptimizers.Sgd(0.5, nesterov: true) },
        { Optimizer.RmsProp(), () => ReferenceOptimizers.RmsProp(0.99, 1e-8) },
        { Optimizer.RmsProp(0.5, 0.1), () => ReferenceOptimizers.RmsProp(0.5, 0.1) },
    };

    [Theory]
    [MemberData(nameof(Rules), DisableDiscoveryEnumeration = true)]
    public void Step_FiveTimesWithAChangingRate_EqualsTheFormulaInDoubles(Optimizer optimizer, Func<Func<double, double, double, double>> reference)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] expected = [0.5, -3, 40, 1e-3];
        Func<double, double, double, double>[] rules = [.. expected.Select(_ => reference())];
        Parameter parameter = Make(expected);
        using OptimizerRun run = optimizer.Start([parameter]);
        for (int step = 0; step < _gradients.Length; step++)
        {
            double rate = Rate / (step + 1);
            SetGradient(parameter, _gradients[step]);
            run.Step(rate);
            for (int i = 0; i < expected.Length; i++)
                expected[i] = rules[i](expected[i], _gradients[step][i], rate);
            double[] actual = TensorValues.ToDoubles(parameter);
            for (int i = 0; i < expected.Length; i++)
                actual[i].ShouldBe(expected[i], 2e-6 * (1 + Math.Abs(expected[i])), $"step {step + 1}, weight {i}");   // a few roundings in single precision
        }
    }

    [Fact]
    public void Step_ParameterWithoutGradient_StaysAsItIs()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter with = Make([1]), without = Make([1]);
        using OptimizerRun run = Optimizer.AdamW(0.5).Start([without, with]);
        SetGradient(with, [1]);

        run.Step(Rate);

        TensorValues.ToDoubles(without).ShouldBe([1.0]);
        TensorValues.ToDoubles(with)[0].ShouldBeLessThan(1);
    }

    [Fact]
    public void Start_Twice_RemembersNothingOfTheFirstRun()
    {
        using DisposeScope scope = NewDisposeScope();
        Optimizer optimizer = Optimizer.Adam();
        double[] After()
        {
            Parameter parameter = Make([1, 2]);
            using OptimizerRun run = optimizer.Start([parameter]);
            for (int step = 0; step < 3; step++)
            {
                SetGradient(parameter, [0.1, -7]);
                run.Step(Rate);
            }
            return TensorValues.ToDoubles(parameter);
        }

        After().ShouldBe(After());
    }

    [Theory]
    [MemberData(nameof(Rules), DisableDiscoveryEnumeration = true)]
    [Trait("trap", "25")]
    public void Step_ManyTimes_LeavesNoTensorBehind(Optimizer optimizer, Func<Func<double, double, double, double>> reference)
    {
        reference.ShouldNotBeNull();
        using DisposeScope scope = NewDisposeScope();
        Parameter parameter = Make([1, 2]);
        LiveTensors.ShouldStayFlat(20, () =>
        {
            using DisposeScope run = NewDisposeScope();
            using OptimizerRun steps = optimizer.Start([parameter]);
            SetGradient(parameter, [0.1, 0.2]);
            steps.Step(Rate);
            steps.ResetGradients();
        });
    }

    [Theory]
    [InlineData(-0.1, 0.9, 1e-8, 0.01, "beta1 is -0.1; must be in [0, 1).")]
    [InlineData(0.9, 1, 1e-8, 0.01, "beta2 is 1; must be in [0, 1).")]
    [InlineData(0.9, 0.9, 0, 0.01, "epsilon is 0; must be in (0, 1].")]
    [InlineData(0.9, 0.9, 1e-8, 1.5, "weightDecay is 1.5; must be in [0, 1].")]
    [InlineData(double.NaN, 0.9, 1e-8, 0.01, "beta1 is NaN; must be in [0, 1).")]
    public void AdamW_BadArgument_SaysItsRange(double beta1, double beta2, double epsilon, double weightDecay, string message) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Optimizer.AdamW(weightDecay, beta1, beta2, epsilon)).Message.ShouldContain(message);

    [Fact]
    public void OtherRules_BadArguments_SayTheirRanges()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Optimizer.Sgd(1)).Message.ShouldContain("momentum is 1; must be in [0, 1).");
        Should.Throw<ArgumentOutOfRangeException>(() => Optimizer.Sgd(0, nesterov: true)).Message.ShouldContain("must be in (0, 1) with Nesterov");
        Should.Throw<ArgumentOutOfRangeException>(() => Optimizer.RmsProp(1)).Message.ShouldContain("smoothing is 1; must be in [0, 1).");
        Should.Throw<ArgumentOutOfRangeException>(() => Optimizer.RmsProp(epsilon: 2)).Message.ShouldContain("epsilon is 2; must be in (0, 1].");
    }

    private static Parameter Make(double[] values) => new(TensorValues.Matrix([values]).reshape(values.Length));

    private static void SetGradient(Parameter parameter, double[] values) => parameter.grad = TensorValues.Matrix([values]).reshape(values.Length);
}
