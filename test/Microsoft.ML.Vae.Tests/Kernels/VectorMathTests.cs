using System.Runtime.Intrinsics;
using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks.Layers;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Kernels;

public unsafe class VectorMathTests
{
    private static readonly float[] _points = [.. Enumerable.Range(-3000, 6001).Select(i => i / 100f), 1e-7f, -1e-7f, 1e-3f, -1e-3f, 0];

    [Fact]
    public void Exp_FromVerySmallToVeryLarge_IsExactToSinglePrecision()
    {
        foreach (float x in _points.Concat([-87f, 88f, -200f]))
            VectorMath.Exp(Vector512.Create(x)).ToScalar().ShouldBe((float)Math.Exp(Math.Max(x, -87)), 2e-7 * Math.Exp(x) + 1e-37, $"{x}");
    }

    [Fact]
    public void Logistic_AnyNumber_IsTheSigmoidAndTheSmallTermOfTheSoftplus()
    {
        foreach (float x in _points)
        {
            (Vector512<float> sigmoid, Vector512<float> logTerm) = VectorMath.Logistic(Vector512.Create(x));
            double expected = 1 / (1 + Math.Exp(-(double)x)), e = Math.Exp(-Math.Abs((double)x));
            double term = e < 1e-5 ? e - e * e / 2 : Math.Log(1 + e);   // the logarithm of nearly 1 is nearly all rounding
            ((double)sigmoid.ToScalar()).ShouldBe(expected, 5e-7 * expected, $"{x}");
            ((double)logTerm.ToScalar()).ShouldBe(term, 5e-7 * term + 1e-37, $"{x}");
        }
    }

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.LeakyRelu)]
    [InlineData(Activation.Elu)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.Tanh)]
    public void Activation_AnyNumber_HasValueAndSlopeOfTorch(Activation activation)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = torch.tensor(_points, requires_grad: true);   // [N]
        Tensor y = activation.Apply(x.clone());
        y.sum().backward();
        int padded = VectorMath.Pad(_points.Length);
        using NativeBuffer values = new(padded), slopes = new(padded);
        _points.CopyTo(new Span<float>(values.Data, padded));

        ActivationKernel.Apply(activation, values.Data, slopes.Data, padded);

        float[] expected = TensorValues.ToArray(y), gradient = TensorValues.ToArray(x.grad!);
        for (int i = 0; i < _points.Length; i++)
        {
            values.Data[i].ShouldBe(expected[i], 1e-6f * (1 + Math.Abs(expected[i])), $"{activation} at {_points[i]}");
            if (_points[i] != 0)   // a kink has no slope
                slopes.Data[i].ShouldBe(gradient[i], 2e-6f, $"slope of {activation} at {_points[i]}");
        }
    }

    [Fact]
    public void Activation_NotANumber_StaysOne()
    {
        using NativeBuffer values = new(VectorMath.Width), slopes = new(VectorMath.Width);
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            new Span<float>(values.Data, VectorMath.Width).Fill(float.NaN);
            ActivationKernel.Apply(activation, values.Data, slopes.Data, VectorMath.Width);
            (float.IsNaN(values.Data[0]) || float.IsNaN(slopes.Data[0])).ShouldBeTrue($"{activation}");
        }
    }

    [Fact]
    public void FlushTiny_NumbersNearZero_BecomeZeroAndOthersStay()
    {
        float[] numbers = [1e-36f, -1e-36f, 1e-34f, -1e-34f, 0, 1, -1, float.NaN];
        float[] expected = [0, 0, 1e-34f, -1e-34f, 0, 1, -1, float.NaN];
        numbers.Select(x => VectorMath.FlushTiny(Vector512.Create(x)).ToScalar()).ShouldBe(expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void Scale_BytesAndNumbers_AreScaledOneByOne(int count)
    {
        byte[] bytes = [.. Enumerable.Range(0, count).Select(i => (byte)(255 - 7 * i))];
        float[] numbers = Array.ConvertAll(bytes, value => value / 3f);
        using NativeBuffer fromBytes = new(count), fromNumbers = new(count);

        VectorMath.Scale(bytes, 12, 1 / 255f, fromBytes.Data);
        VectorMath.Scale(numbers, 12, 1 / 255f, fromNumbers.Data);

        new Span<float>(fromBytes.Data, count).ToArray().ShouldBe(Array.ConvertAll(bytes, value => (value - 12f) * (1 / 255f)));
        new Span<float>(fromNumbers.Data, count).ToArray().ShouldBe(Array.ConvertAll(numbers, value => (value - 12f) * (1 / 255f)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(10.5f)]
    [InlineData(-0.5f)]
    public void AreWithin_OneValueOutsideAtAnyPlace_SaysSo(float outside)
    {
        const int count = 37;   // two vectors and a rest
        float[] values = [.. Enumerable.Range(0, count).Select(i => i % 11 * 1f)];   // (value − 5) / 5 is in −1..1

        VectorMath.AreWithin(values, 5, 0.2f, -1, 1).ShouldBeTrue();
        for (int place = 0; place < count; place++)
        {
            float[] changed = [.. values];
            changed[place] = outside;
            VectorMath.AreWithin(changed, 5, 0.2f, -1, 1).ShouldBeFalse($"{place}");
        }
    }
}
