using Microsoft.ML.Vae.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Kernels;

public unsafe class RoundingTests
{
    private const int Count = 64;

    private static readonly float[] _special =
    [
        0, -0f, 1, -1, 1.00390625f /* a tie */, 1.01171875f /* a tie */, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 3e38f,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, BitConverter.UInt32BitsToSingle(0x7fffffff), BitConverter.UInt32BitsToSingle(0xffffffff),
    ];

    [Fact]
    public void Round_AnyNumbers_GivesThoseOfLibtorch()
    {
        var random = new Random(1);
        float[] numbers = [.. _special, .. Enumerable.Range(0, Count - _special.Length).Select(_ => (random.NextSingle() - 0.5f) * MathF.Exp(20 * random.NextSingle()))];
        ushort[] rounded = new ushort[Count];
        float[] widened = new float[Count];

        fixed (float* from = numbers, back = widened)
        fixed (ushort* to = rounded)
        {
            Rounding.Round(from, to, Count);
            Rounding.Widen(to, back, Count);
        }

        using Tensor expected = tensor(numbers).to(ScalarType.BFloat16).to(ScalarType.Float32);
        widened.ShouldBe(expected.data<float>().ToArray());
    }

    [Fact]
    public void WidenAndAdd_Rows_AddsANumberToEachColumn()
    {
        float[] numbers = [.. Enumerable.Range(0, Count).Select(i => (float)i)], columns = [.. Enumerable.Range(0, 32).Select(i => 0.5f * i)];
        float[] sums = new float[Count];
        ushort[] rounded = new ushort[Count];

        fixed (float* from = numbers, add = columns, to = sums)
        fixed (ushort* half = rounded)
        {
            Rounding.Round(from, half, Count);
            Rounding.WidenAndAdd(half, add, to, rows: 2, count: 32);
        }

        sums.ShouldBe([.. numbers.Select((x, i) => x + columns[i % 32])]);
    }

    [Fact]
    public void Scale_Numbers_MultipliesThemByOthers()
    {
        float[] numbers = [.. Enumerable.Range(0, Count).Select(i => (float)i)], products = [.. numbers.Select(x => x + 0.25f)];
        ushort[] rounded = new ushort[Count];

        fixed (float* from = numbers, to = products)
        fixed (ushort* half = rounded)
        {
            Rounding.Round(from, half, Count);
            Rounding.Scale(half, to, Count);
        }

        products.ShouldBe([.. numbers.Select(x => x * (x + 0.25f))]);
    }
}
