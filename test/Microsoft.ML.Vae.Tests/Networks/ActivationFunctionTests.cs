using Microsoft.ML.Vae.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks;

public class ActivationFunctionTests
{
    private static readonly double[] _values = [-1e4, -200, -90, -20, -5, -1.5, -0.75, -0.01, 0, 0.01, 0.3, 1, 2.5, 20, 90, 200, 1e4];

    public static TheoryData<Activation> All => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Apply_AnyNumber_EqualsPlainDoubles(Activation activation)
    {
        using DisposeScope scope = NewDisposeScope();

        double[] got = TensorValues.ToDoubles(activation.Apply(TensorValues.Matrix([_values])));

        for (int i = 0; i < _values.Length; i++)
            got[i].ShouldBe(ReferenceActivation.Of(activation, (float)_values[i]), 1e-6 * (1 + Math.Abs(_values[i])), $"of {_values[i]}");   // single precision
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Apply_AnyNumber_HasItsSlope(Activation activation)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = TensorValues.Matrix([_values]).requires_grad_(true);

        activation.Apply(x.clone()).sum().backward();

        double[] got = TensorValues.ToDoubles(x.grad!);
        got.ShouldAllBe(slope => double.IsFinite(slope));
        for (int i = 0; i < _values.Length; i++)
        {
            // At 0 the rectifiers have no slope; a difference in doubles of values up to 1e4 over 1e-3 is good to about 1e-8, single precision to 1e-6.
            if (_values[i] == 0)
                got[i].ShouldBeInRange(0, 1);
            else
                got[i].ShouldBe(ReferenceActivation.Slope(activation, (float)_values[i]), 1e-5, $"at {_values[i]}");
        }
    }

    [Fact]
    public void Apply_NoActivation_Throws()
    {
        using Tensor x = zeros(1);
        Should.Throw<NotSupportedException>(() => ((Activation)99).Apply(x));
    }
}
