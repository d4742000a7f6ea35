namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>Which score a model has is chosen, checked before the fit, and told.</summary>
[Trait("case", "52")]
public class ScoreChoiceTests
{
    public static TheoryData<VaeOptions, string> Bad => new()
    {
        { Options(AnomalyScore.KullbackLeibler) with { Objective = Objective.Autoencoder }, "AnomalyScore is KullbackLeibler; must be another score, because the objective (Autoencoder) has no Gaussian posterior." },
        { Options(AnomalyScore.ImportanceWeighted(7)) with { Objective = Objective.Autoencoder }, "AnomalyScore is ImportanceWeighted(7); must be another score" },
        { Options(AnomalyScore.LatentDensity) with { ScoreContributionsColumnName = "C" }, "ScoreContributionsColumnName is 'C'; must be null, because LatentDensity is no sum over the slots of a row." },
        { Options(AnomalyScore.KullbackLeibler) with { ScoreContributionsColumnName = "C" }, "ScoreContributionsColumnName is 'C'; must be null, because KullbackLeibler is no sum" },
        { Options(AnomalyScore.Excess) with { PValueColumnName = "Score" }, "PValueColumnName is 'Score', the same as ScoreColumnName; must be a different name." },
        { Options(AnomalyScore.Excess) with { PValueColumnName = " " }, "PValueColumnName is empty or white space; must be a column name." },
        { Options(AnomalyScore.Excess) with { ScoreContributionsColumnName = "" }, "ScoreContributionsColumnName is empty or white space; must be a column name." },
        { Options(AnomalyScore.Excess) with { ThresholdSides = (ThresholdSides)2 }, "ThresholdSides is 2; must be Upper or Both." },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void VariationalAutoencoder_ScoreThatDoesNotFit_SaysWhy(VaeOptions options, string message) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Transforms.VariationalAutoencoder(options)).Message.ShouldStartWith(message);

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public void ImportanceWeighted_DrawsOutOfRange_Refused(int samples) =>
        Should.Throw<ArgumentOutOfRangeException>(() => AnomalyScore.ImportanceWeighted(samples)).Message.ShouldStartWith($"samples is {samples}; must be in [1, 10000].");

    [Fact]
    public void Excess_IsTheDefaultAndTheSumOfItsParts()
    {
        List<float> excess = Scores(null), reconstruction = Scores(AnomalyScore.ReconstructionError), divergence = Scores(AnomalyScore.KullbackLeibler);

        for (int row = 0; row < excess.Count; row++)
            excess[row].ShouldBe(reconstruction[row] + divergence[row], 1e-5f * excess[row]);
        new VaeOptions { OutputColumnName = "Latent" }.AnomalyScore.ShouldBeSameAs(AnomalyScore.Excess);
    }

    [Fact]
    public void ImportanceWeighted_ManyDraws_IsBelowExcessOnAverage()
    {
        List<float> excess = Scores(AnomalyScore.Excess), bound = Scores(AnomalyScore.ImportanceWeighted(200)), one = Scores(AnomalyScore.ImportanceWeighted(1));

        bound.Average().ShouldBeLessThan(one.Average());
        bound.Average().ShouldBe(excess.Average(), 0.5f * excess.Average());
    }

    [Fact]
    public void Evaluate_ModelWithScores_SaysWhichAndItsMean()
    {
        using VaeTransformer model = Options(AnomalyScore.ComplexityCorrected).Fit(TestImages.View(60));

        VaeMetrics metrics = model.Evaluate(TestImages.View(60), sampleSeed: 3);

        metrics.AnomalyScore.ShouldBe("ComplexityCorrected");
        metrics.MeanAnomalyScore!.Value.ShouldBe(model.Transform(TestImages.View(60)).Values<float>("Score").Average(), 1e-4);
        metrics.ToString().ShouldContain("\nAnomaly score ComplexityCorrected: ");
        using VaeTransformer without = TestOptions.Tiny.Fit(TestImages.View(60));
        (without.Evaluate(TestImages.View(60)).AnomalyScore, without.Evaluate(TestImages.View(60)).MeanAnomalyScore).ShouldBe((null, null));
    }

    [Fact]
    public void ComplexityCorrected_BernoulliPixels_IsTheExcess() => Scores(AnomalyScore.ComplexityCorrected).Zip(Scores(AnomalyScore.Excess))
        .ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-3f);   // both subtract the entropy, in another order

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ComplexityCorrected_ValuesOutsideZeroToOne_SubtractsACodeLength(bool image)
    {
        VaeOptions options = Options(AnomalyScore.ComplexityCorrected) with
        {
            Likelihood = Likelihood.Gaussian(0.5),
            PixelScaling = new PixelScaling(0.5f, 2),   // to −1..1
            Image = image ? new ImageLayout(3, 4, 1) : null,
        };
        using VaeTransformer model = options.Fit(TestImages.View(60)), elbo = (options with { AnomalyScore = AnomalyScore.NegativeElbo }).Fit(TestImages.View(60));

        float[] complexity = [.. elbo.Transform(TestImages.View(60)).Values<float>("Score").Zip(model.Transform(TestImages.View(60)).Values<float>("Score"), (a, b) => a - b)];

        complexity.ShouldAllBe(nats => nats > Math.Log(256) && nats < 12 * Math.Log(12 * 256));
    }

    [Fact]
    public void LatentDensity_OtherLatents_IsHigherThanOfTheTrainingRows()
    {
        using VaeTransformer model = Options(AnomalyScore.LatentDensity).Fit(TestImages.View(200));

        List<float> training = model.Transform(TestImages.View(200)).Values<float>("Score");

        // The mean squared distance of rows to their own mean is their dimension, but for the shrinkage.
        training.Average(distance => (double)distance * distance).ShouldBe(TestOptions.Tiny.LatentDimension, 0.2);
        float[][] white = [[.. Enumerable.Repeat(1f, TinyModel.Size)]];
        model.Transform(PixelViews.OfSingles(new MLContext(), white)).Values<float>("Score")[0].ShouldBeGreaterThan(training.Average());
    }

    private static VaeOptions Options(AnomalyScore score) => TestOptions.Tiny with { ScoreColumnName = "Score", AnomalyScore = score };

    private static List<float> Scores(AnomalyScore? score)
    {
        using VaeTransformer model = (score is null ? TestOptions.Tiny with { ScoreColumnName = "Score" } : Options(score)).Fit(TestImages.View(60));
        return model.Transform(TestImages.View(60)).Values<float>("Score");
    }
}
