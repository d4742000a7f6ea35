using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Inputs;

/// <summary>Each corruption against its definition, on a batch large enough to count in.</summary>
public class CorruptionTests
{
    private const int Rows = 500;
    private const int Columns = 400;
    private const int Count = Rows * Columns;
    private const float Grey = 0.6f;

    [Theory]
    [InlineData(0.3)]
    [InlineData(2)]
    public void Gaussian_ManyPixels_AddsNormalNoiseOfThatDeviation(double deviation)
    {
        double[] noise = [.. Corrupted(Corruption.Gaussian(deviation)).Select(pixel => (pixel - Grey) / deviation)];

        // Five standard errors of n normal draws: of the mean 1/√n, of the square √(2/n), of the fourth power √(96/n).
        noise.Average().ShouldBe(0, 5 / Math.Sqrt(Count));
        noise.Average(value => value * value).ShouldBe(1, 5 * Math.Sqrt(2.0 / Count));
        noise.Average(value => Math.Pow(value, 4)).ShouldBe(3, 5 * Math.Sqrt(96.0 / Count));
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.9)]
    [InlineData(1)]
    public void Masking_ManyPixels_BlackensThatShareAndKeepsTheRest(double probability)
    {
        float[] pixels = Corrupted(Corruption.Masking(probability));

        pixels.ShouldAllBe(pixel => pixel == 0 || pixel == Grey);
        ((double)pixels.Count(pixel => pixel == 0) / Count).ShouldBe(probability, Error(probability));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.7)]
    [InlineData(1)]
    public void SaltAndPepper_ManyPixels_MakesHalfOfThatShareBlackAndHalfWhite(double probability)
    {
        float[] pixels = Corrupted(Corruption.SaltAndPepper(probability));

        pixels.ShouldAllBe(pixel => pixel == 0 || pixel == 1 || pixel == Grey);
        ((double)pixels.Count(pixel => pixel == 0) / Count).ShouldBe(probability / 2, Error(probability / 2));
        ((double)pixels.Count(pixel => pixel == 1) / Count).ShouldBe(probability / 2, Error(probability / 2));
    }

    public static TheoryData<Corruption> Each => [Corruption.Gaussian(), Corruption.Masking(), Corruption.SaltAndPepper()];

    [Theory]
    [MemberData(nameof(Each), DisableDiscoveryEnumeration = true)]
    public void Apply_AnyKind_SparesItsInputTheConditionAndTheGlobalGenerator(Corruption corruption)
    {
        using DisposeScope scope = NewDisposeScope();
        using var noise = new Generator(1, CPU);
        Tensor input = full([50, 12], 0.6f);
        manual_seed(7);
        float[] undisturbed = TensorValues.ToArray(randn(4));

        manual_seed(7);
        Tensor got = corruption.Apply(input, pixelCount: 10, noise);
        float[] after = TensorValues.ToArray(randn(4));

        got.shape.ShouldBe([50, 12]);
        TensorValues.ToArray(got.narrow(1, 0, 10)).ShouldNotBe(TensorValues.ToArray(input.narrow(1, 0, 10)));
        TensorValues.ToArray(got.narrow(1, 10, 2)).ShouldAllBe(value => value == Grey);
        TensorValues.ToArray(input).ShouldAllBe(value => value == Grey);
        after.ShouldBe(undisturbed);
    }

    [Theory]
    [MemberData(nameof(Each), DisableDiscoveryEnumeration = true)]
    public void Apply_AnyKind_IsTheSameForAGeneratorAndAnotherTheNextTime(Corruption corruption)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator first = new(3, CPU), second = new(3, CPU);
        Tensor x = full([20, 30], 0.6f);
        float[] once = TensorValues.ToArray(corruption.Apply(x, 30, first));

        TensorValues.ToArray(corruption.Apply(x, 30, second)).ShouldBe(once);
        TensorValues.ToArray(corruption.Apply(x, 30, first)).ShouldNotBe(once);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(10_001)]
    [InlineData(double.NaN)]
    public void Gaussian_DeviationOutOfItsRange_SaysWhich(double deviation)
    {
        var e = Should.Throw<ArgumentOutOfRangeException>(() => Corruption.Gaussian(deviation));

        e.ParamName.ShouldBe("standardDeviation");
        e.Message.ShouldStartWith(FormattableString.Invariant($"standardDeviation is {deviation}; must be in (0, 10000]."));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    public void Probability_OutOfItsRange_SaysWhich(double probability)
    {
        foreach (Func<Corruption> make in new Func<Corruption>[] { () => Corruption.Masking(probability), () => Corruption.SaltAndPepper(probability) })
        {
            var e = Should.Throw<ArgumentOutOfRangeException>(make);
            e.ParamName.ShouldBe("probability");
            e.Message.ShouldStartWith(FormattableString.Invariant($"probability is {probability}; must be in (0, 1]."));
        }
    }

    [Fact]
    public void ToString_AnyKind_SaysItsNumbers()
    {
        Corruption.Gaussian().ToString().ShouldBe("Gaussian(σ = 0.3)");
        Corruption.Masking().ToString().ShouldBe("Masking(0.25)");
        Corruption.SaltAndPepper().ToString().ShouldBe("SaltAndPepper(0.1)");
        Corruption.Gaussian(1e4).ToString().ShouldBe("Gaussian(σ = 10000)");
    }

    // Five standard errors of a share, and single precision.
    private static double Error(double share) => 5 * Math.Sqrt(share * (1 - share) / Count) + 1e-7;

    private static float[] Corrupted(Corruption corruption)
    {
        using DisposeScope scope = NewDisposeScope();
        using var noise = new Generator(11, CPU);
        return TensorValues.ToArray(corruption.Corrupt(full([Rows, Columns], Grey), noise));
    }
}
