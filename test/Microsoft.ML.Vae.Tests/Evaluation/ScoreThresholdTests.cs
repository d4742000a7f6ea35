using Microsoft.ML.Vae.Evaluation;

namespace Microsoft.ML.Vae.Tests.Evaluation;

public class ScoreThresholdTests
{
    [Theory]
    [InlineData(10, 0.1, 1)]
    [InlineData(10, 0.5, 5)]
    [InlineData(10, 0.14, 1)]
    [InlineData(10, 0.16, 2)]
    [InlineData(1000, 0.001, 1)]
    [InlineData(1000, 0.0004, 0)]
    [InlineData(3, 0.1, 0)]
    [InlineData(3, 0.5, 2)]
    [InlineData(1, 0.5, 0)]
    [InlineData(2, 0.5, 1)]
    public void Between_DistinctScores_LeavesTheRoundedShareAbove(int count, double contamination, int above)
    {
        float[] scores = [.. Enumerable.Range(0, count).Select(i => (float)(i * 37 % count))];

        float threshold = ScoreThreshold.Between([.. scores], contamination);

        scores.Count(score => score > threshold).ShouldBe(above);
    }

    [Fact]
    public void Between_RoomBetweenTheScores_IsHalfway() => ScoreThreshold.Between([4, 1, 2, 3, 9, 0, 1, 2, 3, 2], 0.1).ShouldBe(6.5f);

    [Fact]
    public void Between_NoRoomBetweenTheScores_IsTheLowerOne()
    {
        float one = 1, next = MathF.BitIncrement(one);

        ScoreThreshold.Between([next, one], 0.5).ShouldBe(one);
    }

    [Theory]
    [InlineData(new float[] { 1, 1, 1, 1 }, 0)]
    [InlineData(new float[] { 0, 1, 1, 1 }, 0)]   // the third highest is as high as the first
    [InlineData(new float[] { 0, 0, 1, 1 }, 2)]
    [InlineData(new float[] { 0, 0, 0, 1 }, 1)]
    public void Between_Ties_AreNeverAboveTheirOwnScore(float[] scores, int above)
    {
        float threshold = ScoreThreshold.Between([.. scores], 0.5);

        scores.Count(score => score > threshold).ShouldBe(above);
    }

    [Fact]
    public void Between_NegativeScores_WorksAlike() => ScoreThreshold.Between([-8, -2, -4, -6], 0.25).ShouldBe(-3);
}
