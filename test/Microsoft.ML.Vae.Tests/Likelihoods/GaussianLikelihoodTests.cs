namespace Microsoft.ML.Vae.Tests.Likelihoods;

public class GaussianLikelihoodTests
{
    [Theory, Trait("trap", "11")]
    [InlineData(1)]
    [InlineData(0.1)]
    [InlineData(0.70710678118654757)]
    [InlineData(25)]
    public void NegativeLogLikelihood_AnySigma_EqualsTheDensityWithAllItsConstants(double sigma)
    {
        var random = new Random(4);
        double[][] decoded = LikelihoodRunner.Random(random, 20, 50, -1, 1);
        double[][] x = LikelihoodRunner.Random(random, 20, 50, 0, 1);
        double[] actual = LikelihoodRunner.Loss(Likelihood.Gaussian(sigma), decoded, x);
        for (int row = 0; row < actual.Length; row++)
        {
            double expected = ReferenceLoss.Gaussian(decoded[row], x[row], sigma);
            // 50 single-precision terms of up to 2 / σ², then a constant of up to 50 · 4.
            actual[row].ShouldBe(expected, 1e-6 * (200 + 50 * 2 / (sigma * sigma)));
        }
    }

    [Fact, Trait("trap", "11")]
    public void NegativeLogLikelihood_PerfectReconstruction_IsTheNormalizerAlone() =>
        // 3 · (log 0.5 + ½ log 2π) = 0.6773741; single precision.
        LikelihoodRunner.Loss(Likelihood.Gaussian(0.5), [[0.1, 0.2, 0.3]], [[0.1, 0.2, 0.3]])[0]
            .ShouldBe(3 * (Math.Log(0.5) + 0.5 * Math.Log(2 * Math.PI)), 1e-6);

    [Fact, Trait("trap", "3")]
    public void NegativeLogLikelihood_TiledImage_Doubles()
    {
        var random = new Random(5);
        double[][] decoded = LikelihoodRunner.Random(random, 4, 30, -1, 1);
        double[][] x = LikelihoodRunner.Random(random, 4, 30, 0, 1);
        double[] once = LikelihoodRunner.Loss(Likelihood.Gaussian(0.3), decoded, x);
        double[] twice = LikelihoodRunner.Loss(Likelihood.Gaussian(0.3), Tiling.Tile(decoded), Tiling.Tile(x));
        for (int row = 0; row < once.Length; row++)
            twice[row].ShouldBe(2 * once[row], 1e-4);   // the order of single-precision additions on sums of up to 500
    }

    [Theory, Trait("trap", "11")]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e-5)]
    [InlineData(1e5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Gaussian_SigmaBeyondItsFloorOrCeiling_IsRefused(double sigma) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Likelihood.Gaussian(sigma)).Message.ShouldContain("must be in [0.0001, 10000]");
}
