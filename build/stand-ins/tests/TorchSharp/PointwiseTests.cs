using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.Tests.TorchSharpTests;

/// <summary>Functions element by element.</summary>
public class PointwiseTests
{
    private static readonly double[] Values = [-1.5, -0.5, 0.5, 1.5, 2.5];

    public static TheoryData<string, Func<Tensor, Tensor>, Func<double, double>> Functions() => new()
    {
        { "ceil", x => x.ceil(), Math.Ceiling },
        { "floor", x => x.floor(), Math.Floor },
        { "round", x => x.round(), v => Math.Round(v, MidpointRounding.ToEven) },
        { "cos", x => x.cos(), Math.Cos },
        { "sin", x => x.sin(), Math.Sin },
        { "expm1", x => x.expm1(), v => Math.Exp(v) - 1 },
        { "reciprocal", x => x.reciprocal(), v => 1 / v },
        { "ceil_", x => x.ceil_(), Math.Ceiling },
        { "floor_", x => x.floor_(), Math.Floor },
        { "round_", x => x.round_(), v => Math.Round(v, MidpointRounding.ToEven) },
        { "neg_", x => x.neg_(), v => -v },
        { "abs_", x => x.abs_(), Math.Abs },
        { "sqrt_", x => x.abs_().sqrt_(), v => Math.Sqrt(Math.Abs(v)) },
        { "rsqrt_", x => x.abs_().rsqrt_(), v => 1 / Math.Sqrt(Math.Abs(v)) },
        { "log_", x => x.abs_().log_(), v => Math.Log(Math.Abs(v)) },
        { "sigmoid_", x => x.sigmoid_(), v => 1 / (1 + Math.Exp(-v)) },
        { "tanh_", x => x.tanh_(), Math.Tanh },
        { "reciprocal_", x => x.reciprocal_(), v => 1 / v },
        { "clamp_min_", x => x.clamp_min_(0), v => Math.Max(v, 0) },
        { "clamp_max_", x => x.clamp_max_(1), v => Math.Min(v, 1) },
        { "clamp_", x => torch.clamp_(x, -1, 1), v => Math.Clamp(v, -1, 1) },
        { "clamp by tensors", x => x.clamp(zeros_like(x), ones_like(x)), v => Math.Clamp(v, 0, 1) },
        { "masked_fill", x => x.masked_fill(x.lt(0), 3), v => v < 0 ? 3 : v },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_MatchesPlainMath(string name, Func<Tensor, Tensor> function, Func<double, double> expected)
    {
        using var scope = NewDisposeScope();
        var x = tensor(Values);

        var y = function(x);

        Assert.Equal(name.EndsWith('_'), ReferenceEquals(x, y));
        Assert.All(Values.Zip(y.data<double>().ToArray()), pair => Assert.Equal(expected(pair.First), pair.Second, 1e-14));
    }

    [Fact]
    public void Erf_AndItsInverse()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 0.5, -0.9, 1.0, 1.5 });

        var inverse = x.erfinv();

        // Tables: erf(0.5) = 0.5204998778, the inverse of 0.5 is 0.4769362762.
        Assert.Equal(0.5204998778, erf(x)[0].item<double>(), 1e-10);
        Assert.Equal(0.4769362762, inverse[0].item<double>(), 1e-10);
        Assert.Equal(-0.9, inverse.erf()[1].item<double>(), 1e-14);
        Assert.Equal(double.PositiveInfinity, inverse[2].item<double>());
        Assert.Equal(double.NaN, inverse[3].item<double>());
    }

    [Fact]
    public void Comparisons_AndLogic_GiveBooleans()
    {
        using var scope = NewDisposeScope();
        var x = tensor(Values);

        var middle = x.gt(-1).logical_and(lt(x, tensor(1.0)));

        Assert.Equal([false, true, true, false, false], middle.data<bool>().ToArray());
        Assert.Equal([true, false, false, true, true], middle.logical_not().data<bool>().ToArray());
        Assert.Equal([true, true, true, false, false], middle.logical_or(x.le(-1.5)).data<bool>().ToArray());
        Assert.Equal([true, false, false, false, false], middle.logical_xor(x.le(0.5)).data<bool>().ToArray());
        Assert.Equal([0.0, -0.5, 0.5, 0, 0], where(middle, x, zeros_like(x)).data<double>().ToArray());
    }

    [Fact]
    public void Softmax_SumsToOne_AndItsLogarithmIsLogSoftmax()
    {
        using var scope = NewDisposeScope();
        var x = tensor(Values).reshape(1, 5);
        var sum = Values.Sum(Math.Exp);

        Assert.All(Values.Zip(x.softmax(1).data<double>().ToArray()), pair => Assert.Equal(Math.Exp(pair.First) / sum, pair.Second, 1e-14));
        Assert.True(x.log_softmax(1).allclose(nn.Softmax(1).call(x).log()));
        Assert.True(x.log_softmax(1).Equals(nn.LogSoftmax(1).call(x)));
        Assert.Equal(ScalarType.Float64, ones(2, dtype: ScalarType.Int64).softmax(0, ScalarType.Float64).dtype);
    }

    [Fact]
    public void Kinds_OfTypes()
    {
        using var scope = NewDisposeScope();

        Assert.True(ones(1).is_floating_point());
        Assert.True(ones(1, dtype: ScalarType.Bool).is_integral());
        Assert.False(is_floating_point(ScalarType.Int64));
        Assert.Equal((2L, 6L), (ones(2, 3).Dimensions, numel(ones(2, 3))));
    }
}
