using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Tests.Scores;

public class CalibrationScoresTests
{
    private static readonly float[] _scores = [1, 2, 2, 3, 5, 8, 8, 8, 9];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 0.9)]
    [InlineData(2.5f, 0.7)]
    [InlineData(8, 0.5)]
    [InlineData(9, 0.2)]
    [InlineData(10, 0.1)]
    [InlineData(float.MaxValue, 0.1)]
    public void PValue_Upper_IsTheShareOfScoresAtLeastAsHighWithTheRowItself(float score, double expected) =>
        CalibrationScores.From(_scores, ThresholdSides.Upper).PValue(score).ShouldBe((float)expected);

    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(1, 0.4)]
    [InlineData(3, 1)]
    [InlineData(9, 0.4)]
    [InlineData(10, 0.2)]
    public void PValue_Both_IsTwiceThatOfTheNearerSide(float score, double expected) =>
        CalibrationScores.From(_scores, ThresholdSides.Both).PValue(score).ShouldBe((float)expected);

    [Fact]
    public void From_MoreScoresThanAreKept_IsThinnedEvenly()
    {
        const int Count = 3 * CalibrationScores.Most + 5;
        float[] scores = [.. Enumerable.Range(0, Count).Select(i => (float)i / Count)];

        var calibration = CalibrationScores.From(scores, ThresholdSides.Upper);

        calibration.Sorted.Length.ShouldBe(CalibrationScores.Most);
        foreach (float score in new[] { 0.001f, 0.25f, 0.5f, 0.999f })
            calibration.PValue(score).ShouldBe(1 - score, 2e-5f + 2e-6f);   // the slack of a score that is computed again, and one of the scores that are kept
    }

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(0.4, 2)]
    [InlineData(0.01, 0)]
    public void Calibrate_BothSides_HalfTheShareIsBeyondEither(double contamination, int beyond)
    {
        float[] scores = [.. Enumerable.Range(0, 10).Select(i => (float)i)];

        var thresholds = ScoreThresholds.Calibrate(scores, contamination, ThresholdSides.Both);

        scores.Where(thresholds.IsAnomaly).ShouldBe([.. scores[..beyond], .. scores[^beyond..]]);
        scores.Count(score => score < thresholds.Lower).ShouldBe(beyond);
    }

    [Fact]
    public void IsAnomaly_ScoreThatOverflowed_IsAlwaysTrue() => new ScoreThresholds(float.MaxValue).IsAnomaly(float.MaxValue).ShouldBeTrue();
}
