using Microsoft.ML.Vae.Bench;

namespace Microsoft.ML.Vae.Samples.Tests.Bench;

public class ResultTests
{
    private static readonly FixedVariant _ours = new("ours", "rows/s"), _other = new("other", "rows/s");

    [Fact]
    public void Ratios_OfRounds_AreTakenWithinEach()
    {
        // The second round is ten times as slow, which no ratio shows.
        Result result = new(new Comparison("work", _ours, _other, Target: null), [200, 20, 90], [100, 10, 30]);

        result.Ratios.ShouldBe([2, 2, 3]);
        result.Judged.ShouldBe(2);
        result.IsMet.ShouldBeNull();
    }

    [Theory]
    [InlineData(2.0, true)]
    [InlineData(2.1, false)]
    public void IsMet_AtLeast_ComparesTheMedianRatio(double least, bool expected) =>
        new Result(new Comparison("work", _ours, _other, Target.AtLeast(least)), [200, 20, 90], [100, 10, 30]).IsMet.ShouldBe(expected);

    [Theory]
    [InlineData(1.5, true)]
    [InlineData(1.4, false)]
    public void IsMet_AtMostWithoutAnother_ComparesTheMedian(double most, bool expected) =>
        new Result(new Comparison("work", _ours, Other: null, Target.AtMost(most)), [9, 1, 2, 0.5], Other: null).IsMet.ShouldBe(expected);

    [Theory]
    [InlineData(1234.5, "1,234 s")]
    [InlineData(0.834, "0.83 s")]
    public void Number_OfAnySize_HasItsDigits(double value, string expected) => BenchPage.Number(value, "s").ShouldBe(expected);
}
