using Microsoft.ML.Vae.Inputs;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Inputs;

[Trait("trap", "7")]
public class BinarizationTests
{
    private const int Rows = 2000;

    private static readonly float[] _greys = [0, 0.1f, 0.5f, 0.9f, 1];

    [Fact]
    public void Draw_ManyRows_HasTheGreyValuesAsFrequencies() => ShouldHaveGreyFrequencies(Draw(seed: 1));

    [Fact, Trait("trap", "15")]
    public void Draw_SameSeed_IsTheSameWhateverTheGlobalGenerator()
    {
        manual_seed(1);
        float[] first = Draw(seed: 3);
        manual_seed(2);

        Draw(seed: 3).ShouldBe(first);
        Draw(seed: 4).ShouldNotBe(first);
    }

    [Fact]
    public void Fix_ManyDifferentRows_HasTheGreyValuesAsFrequencies()
    {
        var values = new List<float>();
        for (int i = 0; i < Rows; i++)
            values.AddRange(Fixed([.. _greys, i / (float)Rows], seed: 5)[.._greys.Length]);
        ShouldHaveGreyFrequencies([.. values]);
    }

    [Fact]
    public void Fix_SameRow_IsTheSameForASeedAndAnotherForAnother()
    {
        float[] row = [.. Enumerable.Repeat(0.5f, 64)];

        Fixed(row, seed: 7).ShouldBe(Fixed(row, seed: 7));
        Fixed(row, seed: 8).ShouldNotBe(Fixed(row, seed: 7));
        Fixed(row, seed: -7).ShouldNotBe(Fixed(row, seed: 7));
    }

    [Fact]
    public void Fix_OneValueChanged_DrawsEveryPixelAnew()
    {
        float[] row = [.. Enumerable.Repeat(0.5f, 400)], other = [.. row];
        other[^1] = 0.51f;

        int equal = Fixed(row, seed: 1).Zip(Fixed(other, seed: 1)).Count(pair => pair.First == pair.Second);

        equal.ShouldBeInRange(160, 240);   // half of 400, give or take four standard errors
    }

    private static float[] Fixed(float[] row, int seed)
    {
        float[] copy = [.. row];
        Binarization.Fix(copy, seed);
        return copy;
    }

    private static float[] Draw(ulong seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(seed, CPU);
        return TensorValues.ToArray(Binarization.Draw(TensorValues.Matrix([.. Enumerable.Repeat(_greys, Rows)]), generator));
    }

    private static void ShouldHaveGreyFrequencies(float[] values)
    {
        values.ShouldAllBe(value => value == 0 || value == 1);
        for (int slot = 0; slot < _greys.Length; slot++)
        {
            double grey = _greys[slot];
            double frequency = Enumerable.Range(0, Rows).Average(row => values[row * _greys.Length + slot]);
            frequency.ShouldBe(grey, 4 * Math.Sqrt(grey * (1 - grey) / Rows) + 1e-12, $"grey {grey}");   // four standard errors; black and white exactly
        }
    }
}
