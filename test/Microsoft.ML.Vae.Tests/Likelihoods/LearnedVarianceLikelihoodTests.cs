using Microsoft.ML.Vae.Optimizers;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Likelihoods;

public class LearnedVarianceLikelihoodTests
{
    [Theory, Trait("trap", "11")]
    [InlineData(false)]
    [InlineData(true)]
    public void NegativeLogLikelihood_LogVarianceWellInside_IsThatOfAFixedOne(bool perPixel)
    {
        double v = Math.Log(0.09);
        double[] decoded = perPixel ? [0.1, 0.9, v, v] : [0.1, 0.9, v];

        double actual = LikelihoodRunner.Loss(Likelihood.GaussianWithLearnedVariance(perPixel, 1e-4), [decoded], [[0.2, 0.3]])[0];

        actual.ShouldBe(ReferenceLoss.Gaussian([0.1, 0.9], [0.2, 0.3], 0.3), 1e-5);   // single precision; the floor lies 16 away
    }

    [Theory, Trait("trap", "2")]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradient_OfTheLogVariance_VanishesWhereTheVarianceIsTheSquaredError(bool perPixel)
    {
        double v = Math.Log(0.25);
        double[] decoded = perPixel ? [0, 0, v, v] : [0, 0, v];
        double[] slopes = LikelihoodRunner.Gradient(Likelihood.GaussianWithLearnedVariance(perPixel, 1e-4), decoded, [0.5, -0.5]);

        slopes[2..].ShouldAllBe(slope => Math.Abs(slope) < 1e-6);
    }

    [Theory, Trait("trap", "10")]
    [InlineData(false)]
    [InlineData(true)]
    public void NegativeLogLikelihood_PerfectReconstruction_StopsAtTheFloor(bool perPixel)
    {
        double[] decoded = [0.5, 0.5, .. Enumerable.Repeat(-200.0, perPixel ? 2 : 1)];

        double actual = LikelihoodRunner.Loss(Likelihood.GaussianWithLearnedVariance(perPixel, 0.01), [decoded], [[0.5, 0.5]])[0];

        actual.ShouldBe(2 * (Math.Log(0.01) + 0.5 * Math.Log(2 * Math.PI)), 1e-5);   // single precision
    }

    [Fact, Trait("trap", "5")]
    public void Gradient_LogVarianceBelowTheFloor_IsStillThere()
    {
        double floor = 2 * Math.Log(0.01);
        // Far too small a variance: the loss falls as it grows.
        LikelihoodRunner.Gradient(Likelihood.GaussianWithLearnedVariance(minimumStandardDeviation: 0.01), [0, floor - 5], [1])[1].ShouldBeLessThan(-1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-5)]
    [InlineData(1e5)]
    [InlineData(double.NaN)]
    public void GaussianWithLearnedVariance_FloorOutOfItsRange_IsRefused(double floor) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Likelihood.GaussianWithLearnedVariance(minimumStandardDeviation: floor))
            .Message.ShouldContain("must be in [0.0001, 10000]");

    [Fact]
    public void Fit_NoiseOfKnownWidthAroundOnePicture_LearnsThatWidth()
    {
        var random = new Random(3);
        float[][] rows = [.. Enumerable.Range(0, 2000).Select(_ => Enumerable.Range(0, 10).Select(i => 0.1f * i + 0.2f * Normal(random)).ToArray())];
        VaeOptions options = TestOptions.Small with
        {
            Network = Network.Linear,
            LatentDimension = 1,
            Epochs = 20,
            BatchSize = 50,
            LearningRate = 0.01,
            Likelihood = Likelihood.GaussianWithLearnedVariance(),
        };

        using VaeTransformer model = options.Fit(PixelViews.OfSingles(new MLContext(), rows));

        double logVariance = TensorValues.ToDoubles(model.Model.Network.state_dict()["decoder.log_variance.bias"])[0];
        Math.Exp(0.5 * logVariance).ShouldBe(0.2, 0.01);   // one latent takes up to a tenth of the variance; Adam's last steps
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
