using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>A model that is loaded scores, flags and explains rows as it did before.</summary>
[Trait("case", "50")]
public class ReloadedScoreTests
{
    public static TheoryData<string> Names => [.. AnomalyColumns.Scores.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void SaveAndLoad_AnyScore_ChangesNothing(string score)
    {
        foreach (Likelihood likelihood in new[] { Likelihood.Bernoulli, Likelihood.Gaussian(0.3) })
        {
            VaeOptions options = AnomalyColumns.With(TestOptions.Tiny with
            {
                AnomalyScore = AnomalyColumns.Scores[score],
                Likelihood = likelihood,
                ThresholdSides = ThresholdSides.Both,
                SampleSeed = 5,
            });
            using VaeTransformer model = options.Fit(TestImages.View(100));
            using VaeTransformer loaded = SavedModel.Of(model).Load().ShouldBeOfType<VaeTransformer>();

            loaded.AnomalyScore.ToString().ShouldBe(score);
            (loaded.ScoreThreshold, loaded.LowerScoreThreshold).ShouldBe((model.ScoreThreshold, model.LowerScoreThreshold));
            (loaded.PValueColumnName, loaded.ScoreContributionsColumnName).ShouldBe((model.PValueColumnName, model.ScoreContributionsColumnName));
            Outputs(loaded).ShouldBe(Outputs(model));
            loaded.Evaluate(TestImages.View(60)).MeanAnomalyScore.ShouldBe(model.Evaluate(TestImages.View(60)).MeanAnomalyScore);
            model.Report.Score.ShouldBe(score);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Score_RowByRow_IsThatOfManyRows(string score)
    {
        VaeOptions options = AnomalyColumns.With(TestOptions.Tiny with { AnomalyScore = AnomalyColumns.Scores[score] });
        using VaeTransformer model = options.Fit(TestImages.View(100));
        List<float> together = model.Transform(TestImages.View(20)).Values<float>(AnomalyColumns.Score);

        using var engine = new MLContext().Model.CreatePredictionEngine<ImageRow, ScoredRow>(model, new PredictionEngineOptions { OwnsTransformer = false });

        // The noise of importance-weighted draws is the same for every row, wherever it stands.
        for (int row = 19; row >= 0; row--)
            engine.Predict(new ImageRow { Pixels = TestImages.Floats(row) }).Anomaly.ShouldBe(together[row], 1e-4f * (1 + Math.Abs(together[row])));
    }

    private static List<float[]> Outputs(VaeTransformer model)
    {
        IDataView view = model.Transform(TestImages.View(60));
        return
        [
            [.. view.Values<float>(AnomalyColumns.Score)],
            [.. view.Values<float>(AnomalyColumns.PValue)],
            [.. view.Values<bool>(AnomalyColumns.Label).Select(label => label ? 1f : 0f)],
            .. model.ScoreContributionsColumnName is { } name ? view.Vectors(name) : [],
        ];
    }

    private sealed class ScoredRow
    {
        public float Anomaly { get; set; }
    }
}
