using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>A value far out of range overflowed to an infinite or undefined score, which ML.NET's evaluator drops, and the label was false.</summary>
[Trait("case", "46")]
public class OverflowingInputTests
{
    private static readonly float[] _sizes = [1, 1e2f, 1e4f, 1e8f, 1e16f, 1e19f, 1e25f, 1e30f, 1e38f, float.MaxValue];

    // A distance between latents is as large as the latents, and so does not overflow.
    public static TheoryData<string> Names => [.. AnomalyColumns.Scores.Keys.Except([nameof(AnomalyScore.LatentDensity)])];

    public static TheoryData<string> Monotone => [nameof(AnomalyScore.Excess), nameof(AnomalyScore.NegativeElbo), nameof(AnomalyScore.ReconstructionError)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Score_ValuesThatOverflow_IsTheLargestFiniteNumberAndTheLabelTrue(string score)
    {
        using VaeTransformer model = Fit(AnomalyColumns.Scores[score], Likelihood.Gaussian(0.1));
        IDataView view = model.Transform(Rows([float.MaxValue, -float.MaxValue]));

        view.Values<float>(AnomalyColumns.Score).ShouldBe([float.MaxValue, float.MaxValue]);
        view.Values<bool>(AnomalyColumns.Label).ShouldBe([true, true]);
        view.Values<float>(AnomalyColumns.PValue).ShouldBe([1f / 101, 1f / 101]);
        if (model.ScoreContributionsColumnName is { } name)
            view.Vectors(name).ShouldAllBe(row => row.All(float.IsFinite));
    }

    [Theory]
    [MemberData(nameof(Monotone))]
    public void Score_GrowingValues_NeverFalls(string score)
    {
        foreach (Likelihood likelihood in new[] { Likelihood.Gaussian(0.1), Likelihood.Laplace(0.1), Likelihood.GaussianWithLearnedVariance() })
        {
            using VaeTransformer model = Fit(AnomalyColumns.Scores[score], likelihood);
            IDataView view = model.Transform(Rows(_sizes));

            List<float> scores = view.Values<float>(AnomalyColumns.Score);

            scores.ShouldAllBe(value => float.IsFinite(value), likelihood.ToString());
            scores.ShouldBe([.. scores.Order()], likelihood.ToString());
        }
    }

    [Fact]
    public void Score_LatentDensityOfValuesThatOverflow_IsFiniteAndTheLabelTrue()
    {
        using VaeTransformer model = Fit(AnomalyScore.LatentDensity, Likelihood.Gaussian(0.1));
        IDataView view = model.Transform(Rows([float.MaxValue, -float.MaxValue]));

        view.Values<float>(AnomalyColumns.Score).ShouldAllBe(score => score > 1e35f && float.IsFinite(score));
        view.Values<bool>(AnomalyColumns.Label).ShouldBe([true, true]);
    }

    [Fact]
    public void Evaluate_ByMlNet_CountsEveryRow()
    {
        using VaeTransformer model = Fit(AnomalyScore.Excess, Likelihood.Gaussian(0.1));
        var context = new MLContext();
        IDataView data = context.Data.LoadFromEnumerable(Enumerable.Range(0, 100)
            .Select(row => new LabelledRow { Pixels = row < 90 ? TestImages.Floats(row) : Spike(float.MaxValue), Truth = row < 90 ? 0 : 1 }));

        AnomalyDetectionMetrics metrics = context.AnomalyDetection.Evaluate(
            model.Transform(data), nameof(LabelledRow.Truth), AnomalyColumns.Score, AnomalyColumns.Label, falsePositiveCount: 5);

        metrics.AreaUnderRocCurve.ShouldBe(1);
        metrics.DetectionRateAtFalsePositiveCount.ShouldBe(1);
    }

    private static VaeTransformer Fit(AnomalyScore score, Likelihood likelihood) =>
        AnomalyColumns.With(TestOptions.Tiny with { AnomalyScore = score, Likelihood = likelihood }).Fit(TestImages.View(100));

    private static IDataView Rows(float[] sizes) => PixelViews.OfSingles(new MLContext(), [.. sizes.Select(Spike)]);

    private static float[] Spike(float size)
    {
        float[] row = TestImages.Floats(3);
        row[5] = size;
        return row;
    }

    private sealed class LabelledRow
    {
        [VectorType(TinyModel.Size)]
        public float[] Pixels { get; set; } = [];

        public float Truth { get; set; }
    }
}
