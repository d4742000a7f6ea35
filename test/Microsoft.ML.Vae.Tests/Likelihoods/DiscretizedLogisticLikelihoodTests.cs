namespace Microsoft.ML.Vae.Tests.Likelihoods;

public class DiscretizedLogisticLikelihoodTests
{
    private static readonly double[][] _levels = [.. Enumerable.Range(0, 256).Select(level => new[] { level / 255.0 })];

    public static TheoryData<double, double> MeansAndScales
    {
        get
        {
            var data = new TheoryData<double, double>();
            foreach (double mean in new[] { -2, -0.01, 0, 0.4, 0.501, 1, 1.3 })
            {
                foreach (double scale in new[] { 1.0 / 255, 0.01, 0.05, 1 })
                    data.Add(mean, scale);
            }
            return data;
        }
    }

    [Theory, Trait("trap", "11")]
    [MemberData(nameof(MeansAndScales))]
    public void Probabilities_OfAllLevels_SumToOne(double mean, double scale) =>
        Probabilities(mean, scale).Sum().ShouldBe(1, 1e-4);   // pixels in single precision are off by 6e-8, in units of a scale down to 1/255 by 1.5e-5

    [Theory]
    [MemberData(nameof(MeansAndScales))]
    public void Mean_AnyMeanAndScale_IsTheSumOverAllLevels(double mean, double scale) =>
        LikelihoodRunner.Mean(Likelihood.DiscretizedLogistic(scale), [[mean]])[0]
            .ShouldBe(ReferenceDensity.DiscretizedLogisticMean(mean, scale), 2e-6);   // 6e-7 are left out at the smallest scale; single precision

    [Theory]
    [InlineData(0.05)]
    [InlineData(1.0 / 255)]
    public void NegativeLogLikelihood_EveryLevel_EqualsTheDefinitionAndIsNotNegative(double scale)
    {
        double[] actual = LikelihoodRunner.Loss(Likelihood.DiscretizedLogistic(scale), Everywhere(0.3), _levels);
        for (int level = 0; level < actual.Length; level++)
        {
            double expected = ReferenceDensity.DiscretizedLogistic([0.3], _levels[level], scale);
            actual[level].ShouldBe(expected, 1e-5 * (3 + expected), $"level {level}");   // as above
            actual[level].ShouldBeGreaterThanOrEqualTo(0);
        }
    }

    [Fact]
    public void NegativeLogLikelihood_FarBeyondTheEdges_TakesTheWholeTail()
    {
        LikelihoodRunner.Loss(Likelihood.DiscretizedLogistic(), [[-200]], [[0]])[0].ShouldBe(0, 1e-6);
        LikelihoodRunner.Loss(Likelihood.DiscretizedLogistic(), [[200]], [[1]])[0].ShouldBe(0, 1e-6);
    }

    [Fact]
    public void BitsPerDimension_OfAWholeModel_AreThoseOfTheProbabilities()
    {
        var context = new MLContext();
        using VaeTransformer model = (TestOptions.Small with { Likelihood = Likelihood.DiscretizedLogistic(0.1), LatentDimension = 1 })
            .Fit(PixelViews.OfBytes(context, LearnableImages.Bytes(100, 12)));
        VaeMetrics metrics = model.Evaluate(PixelViews.OfBytes(context, LearnableImages.Bytes(50, 12, seed: 2)));

        metrics.BitsPerDimension.ShouldBe(metrics.NegativeElbo / (12 * Math.Log(2)), 1e-12);
        metrics.BitsPerDimension.ShouldBeInRange(0, 20);   // 8 are what an equal probability of all levels costs
    }

    [Theory, Trait("trap", "8")]
    [InlineData(0.5f)]
    [InlineData(1 / 256f)]
    [InlineData(-1 / 255f)]
    [InlineData(256 / 255f)]
    [InlineData(float.NaN)]
    public void Fit_PixelThatIsNoLevel_IsRefusedWithTheRemedy(float pixel)
    {
        VaeOptions options = TestOptions.Small with { Likelihood = Likelihood.DiscretizedLogistic() };
        string message = Should.Throw<InvalidOperationException>(() => options.Fit(PixelViews.OfSingles(new MLContext(), [[0, 1], [1, pixel]]))).Message;

        message.ShouldContain("row 1, slot 1");
        message.ShouldContain("the DiscretizedLogistic(s = 0.05) likelihood requires a multiple of 1/255 in [0, 1]");
        message.ShouldContain("Likelihood.ContinuousBernoulli");
    }

    [Fact]
    public void Fit_EveryLevelHoweverItIsStored_IsAccepted()
    {
        var context = new MLContext();
        VaeOptions options = TestOptions.Small with { Likelihood = Likelihood.DiscretizedLogistic() };
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(level => (byte)level)];

        options.Fit(PixelViews.OfBytes(context, [bytes])).Dispose();
        options.Fit(PixelViews.OfSingles(context, [Array.ConvertAll(bytes, level => level / 255f)])).Dispose();
        options.Fit(PixelViews.OfSingles(context, [Array.ConvertAll(bytes, level => level * (1f / 255f))])).Dispose();
        (options with { PixelScaling = new PixelScaling(-127.5f - 127.5f, 1 / 510f) }).Fit(PixelViews.OfSingles(context, [[-255, 255, 1, -253]])).Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.003)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void DiscretizedLogistic_ScaleOutOfItsRange_IsRefused(double scale) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Likelihood.DiscretizedLogistic(scale)).Message.ShouldContain("must be in [0.00392");

    private static double[][] Everywhere(double mean) => [.. _levels.Select(_ => new[] { mean })];

    private static double[] Probabilities(double mean, double scale) =>
        Array.ConvertAll(LikelihoodRunner.Loss(Likelihood.DiscretizedLogistic(scale), Everywhere(mean), _levels), loss => Math.Exp(-loss));
}
