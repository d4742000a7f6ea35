using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>The anomaly evaluator: what it accepts, and its two numbers.</summary>
public sealed class AnomalyDetectionTests
{
    private readonly MLContext _ml = PlatformRows.Context();

    [Fact]
    public void Evaluate_ScoresWithTies_CountsHalfOfEachTie()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 300).Select(i => new Scored { Label = i % 3 == 0 ? 1 : 0, Score = random.Next(20) + i % 3 }).ToList();
        var anomalies = rows.Where(row => row.Label > 0).ToList();
        var others = rows.Where(row => row.Label <= 0).ToList();
        var wins = anomalies.Sum(a => others.Sum(o => a.Score > o.Score ? 1 : a.Score == o.Score ? 0.5 : 0));

        Evaluate(rows).AreaUnderRocCurve.ShouldBe(wins / (anomalies.Count * others.Count), 1e-12); // Halves are exact; one division rounds.
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.75)]
    [InlineData(3, 1)]
    [InlineData(9, 1)]
    public void Evaluate_FalsePositiveCount_CountsTheAnomaliesAboveOneFalseAlarmMore(int falsePositiveCount, double rate)
    {
        // From the highest score down: anomaly, other, anomaly, other, anomaly, other, anomaly, other.
        var rows = Enumerable.Range(0, 8).Select(i => new Scored { Label = (i + 1) % 2, Score = 8 - i });
        Evaluate(rows, falsePositiveCount).DetectionRateAtFalsePositiveCount.ShouldBe(rate);
    }

    [Theory]
    [InlineData(new[] { 0f, 0, 0, 1 }, 1)]
    [InlineData(new[] { 1f, 0, 0, 0 }, 0)]
    public void Evaluate_AllScoresEqual_ThePlaceOfTheRowDecides(float[] labels, double rate) =>
        Evaluate(labels.Select(label => new Scored { Label = label, Score = 7 }), 1).DetectionRateAtFalsePositiveCount.ShouldBe(rate);

    [Fact]
    public void Evaluate_NoLabelOrNoFiniteScore_LeavesTheRowOut()
    {
        List<Scored> rows = [new() { Label = 1, Score = 3 }, new() { Label = 0, Score = 2 }, new() { Label = 0, Score = 1 }];
        List<Scored> more =
        [
            .. rows, new() { Label = float.NaN, Score = 9 }, new() { Label = 1, Score = float.NaN },
            new() { Label = 0, Score = float.PositiveInfinity }, new() { Label = 1, Score = float.NegativeInfinity },
        ];

        Evaluate(more).AreaUnderRocCurve.ShouldBe(1);
        Evaluate(more).DetectionRateAtFalsePositiveCount.ShouldBe(Evaluate(rows).DetectionRateAtFalsePositiveCount);
    }

    [Fact]
    public void Evaluate_LabelsAboveZero_AreAnomalies() =>
        Evaluate([new() { Label = 0.5f, Score = 2 }, new() { Label = -3, Score = 1 }]).AreaUnderRocCurve.ShouldBe(1);

    [Fact]
    public void Evaluate_KeyOfTwoValues_TheSecondIsTheAnomaly()
    {
        var view = _ml.Data.LoadFromEnumerable(new KeyScored[]
        {
            new() { Label = 1, Score = 2 }, new() { Label = 0, Score = 1 }, new() { Label = 7, Score = 9 }, // 7 is no key: the row does not count.
        });
        _ml.AnomalyDetection.Evaluate(view).AreaUnderRocCurve.ShouldBe(1);
    }

    [Fact]
    public void Evaluate_BooleanLabel_Throws()
    {
        var failure = Should.Throw<ArgumentOutOfRangeException>(() => _ml.AnomalyDetection.Evaluate(View(), labelColumnName: "PredictedLabel"));
        failure.Message.ShouldBe(
            "Schema mismatch for label column 'PredictedLabel': expected Single or a Key with cardinality 2, got Boolean (Parameter 'schema')");
    }

    [Fact]
    public void Evaluate_ScoreOfAnotherType_Throws()
    {
        var failure = Should.Throw<ArgumentOutOfRangeException>(() => _ml.AnomalyDetection.Evaluate(View(), scoreColumnName: "PredictedLabel"));
        failure.Message.ShouldBe("Schema mismatch for score column 'PredictedLabel': expected Single, got Boolean (Parameter 'schema')");
    }

    [Theory]
    [InlineData("Nope", "Score", "PredictedLabel", "Label")]
    [InlineData("Label", "Nope", "PredictedLabel", "Score")]
    [InlineData("Label", "Score", "Nope", "PredictedLabel")]
    public void Evaluate_MissingColumn_Throws(string label, string score, string predictedLabel, string role)
    {
        var failure = Should.Throw<ArgumentOutOfRangeException>(() => _ml.AnomalyDetection.Evaluate(View(), label, score, predictedLabel));
        failure.Message.ShouldBe($"Nope column '{role}' not found (Parameter 'schema')");
    }

    [Fact]
    public void Evaluate_PredictedLabel_MayBeOfAnyType() =>
        _ml.AnomalyDetection.Evaluate(View(), predictedLabelColumnName: "Score").AreaUnderRocCurve.ShouldBe(1);

    [Theory]
    [InlineData(1, "AUC is not defined when there is no negative class in the data (Parameter 'NegSample')")]
    [InlineData(0, "AUC is not defined when there is no positive class in the data (Parameter 'PosSample')")]
    public void Evaluate_OneClassOnly_Throws(float label, string message) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Evaluate([new() { Label = label }])).Message.ShouldBe(message);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Evaluate_NoFalsePositives_Throws(int falsePositiveCount) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Evaluate([], falsePositiveCount)).Message.ShouldBe("Must be positive (Parameter 'K')");

    private AnomalyDetectionMetrics Evaluate(IEnumerable<Scored> rows, int falsePositiveCount = 10) =>
        _ml.AnomalyDetection.Evaluate(_ml.Data.LoadFromEnumerable(rows), falsePositiveCount: falsePositiveCount);

    private IDataView View() => _ml.Data.LoadFromEnumerable(new Scored[] { new() { Label = 1, Score = 2 }, new() { Label = 0, Score = 1 } });

    private sealed class Scored
    {
        public float Label { get; set; }

        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }

    private sealed class KeyScored
    {
        [KeyType(2)]
        public uint Label { get; set; }

        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
