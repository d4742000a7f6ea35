using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Estimator;

[Trait("trap", "26")]
public class AnomalyTests
{
    private const int Size = 24;
    private const string Score = nameof(Score);
    private const string PredictedLabel = nameof(PredictedLabel);

    private static readonly MLContext _context = new(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Score_PicturesOfAnotherKind_IsHigherThanOfTheKindThatWasTrainedOn(bool gaussian)
    {
        using VaeTransformer model = (Detector() with
        {
            Epochs = 40,
            LearningRate = 0.01,
            Likelihood = gaussian ? Likelihood.Gaussian(0.1) : Likelihood.Bernoulli,
        }).Fit(Spots(300, seed: 1));

        List<float> known = model.Transform(Spots(100, seed: 2)).Values<float>(Score);
        List<float> strange = model.Transform(Inverted(100, seed: 2)).Values<float>(Score);

        // The share of pairs in the right order (the area under the ROC curve). Inverted spots are as far off as pictures get.
        known.SelectMany(_ => strange, (low, high) => high > low ? 1.0 : 0).Average().ShouldBeGreaterThan(0.99);
        model.Transform(Inverted(100, seed: 2)).Values<bool>(PredictedLabel).Count(isAnomaly => isAnomaly).ShouldBeGreaterThan(95);
    }

    [Theory]
    [InlineData(0.1, 30)]
    [InlineData(0.5, 150)]
    [InlineData(0.001, 0)]
    public void PredictedLabel_TrainingRows_AreAnomaliesAtTheRateOfContamination(double contamination, int expected)
    {
        using VaeTransformer model = (Detector() with { Contamination = contamination }).Fit(Spots(300, seed: 1));

        model.Transform(Spots(300, seed: 1)).Values<bool>(PredictedLabel).Count(isAnomaly => isAnomaly).ShouldBe(expected);
    }

    [Fact]
    public void PredictedLabel_ValidationRows_AreWhatTheThresholdIsCalibratedOn()
    {
        IDataView validation = Inverted(50, seed: 3);
        using VaeTransformer model = _context.Transforms.VariationalAutoencoder(Detector() with { Epochs = 40, LearningRate = 0.01, Contamination = 0.2 }).Fit(Spots(300, seed: 1), validation);

        model.Transform(validation).Values<bool>(PredictedLabel).Count(isAnomaly => isAnomaly).ShouldBe(10);
        model.Transform(Spots(300, seed: 1)).Values<bool>(PredictedLabel).ShouldAllBe(isAnomaly => !isAnomaly);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void PredictedLabel_HardlyAnyRows_StillHasAThreshold(int rows)
    {
        using VaeTransformer model = Detector().Fit(Spots(rows, seed: 1));

        float.IsFinite(model.ScoreThreshold!.Value).ShouldBeTrue();
        model.Transform(Spots(rows, seed: 1)).Values<bool>(PredictedLabel).ShouldAllBe(isAnomaly => !isAnomaly);
    }

    [Fact]
    public void ScoreThreshold_NoLabelColumn_IsNotCalibrated()
    {
        ScriptedView data = TestImages.View(40);
        using VaeTransformer model = (TestOptions.Tiny with { ScoreColumnName = Score }).Fit(data);

        model.ScoreThreshold.ShouldBeNull();
        data.Cursors.Count.ShouldBe(1);   // the rows fit the cache, and nothing else reads them
    }

    [Fact]
    public void Fit_ScoresThatAreNotFinite_Refused()
    {
        // Weights of 1e6 in five layers: one step ends in scores that single precision cannot hold.
        VaeOptions options = Detector() with { LearningRate = 1e6, Epochs = 1, Network = Network.FullyConnected([64, 64, 64]), Likelihood = Likelihood.Gaussian(), BatchSize = 64 };

        Should.Throw<TrainingDivergedException>(() => options.Fit(Spots(40, seed: 1))).Message.ShouldContain("the threshold of the anomaly scores is");
    }

    private static VaeOptions Detector() => TestOptions.Small with { ScoreColumnName = Score, PredictedLabelColumnName = PredictedLabel };

    private static IDataView Spots(int count, int seed) => PixelViews.OfSingles(_context, LearnableImages.Singles(count, Size, seed));

    private static IDataView Inverted(int count, int seed) =>
        PixelViews.OfSingles(_context, [.. LearnableImages.Singles(count, Size, seed).Select(row => Array.ConvertAll(row, value => 1 - value))]);
}
