using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Tests.Scores;

public class ScoreThresholdsTests
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
    public void Above_DistinctScores_LeavesTheRoundedShareAbove(int count, double contamination, int above)
    {
        float[] scores = [.. Enumerable.Range(0, count).Select(i => (float)(i * 37 % count))];

        float threshold = ScoreThresholds.Above([.. scores.Order()], contamination);

        scores.Count(score => score > threshold).ShouldBe(above);
    }

    [Fact]
    public void Above_RoomBetweenTheScores_IsHalfway() => ScoreThresholds.Above([0, 1, 1, 2, 2, 2, 3, 3, 4, 9], 0.1).ShouldBe(6.5f);

    [Fact]
    public void Above_NoRoomBetweenTheScores_IsTheLowerOne()
    {
        float one = 1, next = MathF.BitIncrement(one);

        ScoreThresholds.Above([one, next], 0.5).ShouldBe(one);
    }

    [Theory]
    [InlineData(new float[] { 1, 1, 1, 1 }, 0)]
    [InlineData(new float[] { 0, 1, 1, 1 }, 0)]   // the third highest is as high as the first
    [InlineData(new float[] { 0, 0, 1, 1 }, 2)]
    [InlineData(new float[] { 0, 0, 0, 1 }, 1)]
    public void Above_Ties_AreNeverAboveTheirOwnScore(float[] scores, int above)
    {
        float threshold = ScoreThresholds.Above([.. scores.Order()], 0.5);

        scores.Count(score => score > threshold).ShouldBe(above);
    }

    [Fact]
    public void Above_NegativeScores_WorksAlike() => ScoreThresholds.Above([-8, -6, -4, -2], 0.25).ShouldBe(-3);
}
