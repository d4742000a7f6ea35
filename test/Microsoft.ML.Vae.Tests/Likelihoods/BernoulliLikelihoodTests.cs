namespace Microsoft.ML.Vae.Tests.Likelihoods;

public class BernoulliLikelihoodTests
{
    [Fact]
    public void NegativeLogLikelihood_RandomLogits_EqualsTheDefinition()
    {
        var random = new Random(2);
        double[][] logits = LikelihoodRunner.Random(random, 20, 50, -8, 8);
        double[][] x = LikelihoodRunner.Random(random, 20, 50, 0, 1);
        double[] actual = LikelihoodRunner.Loss(Likelihood.Bernoulli, logits, x);
        for (int row = 0; row < actual.Length; row++)
        {
            double expected = ReferenceLoss.Bernoulli(logits[row], x[row]);
            actual[row].ShouldBe(expected, 1e-6 * expected);   // a sum of 50 single-precision terms
        }
    }

    [Theory, Trait("trap", "9")]
    [InlineData(200, 1, 0)]
    [InlineData(200, 0, 200)]
    [InlineData(-200, 0, 0)]
    [InlineData(-200, 1, 200)]
    [InlineData(-200, 0.25, 50)]
    public void NegativeLogLikelihood_ExtremeLogits_StayExactAndFinite(double logit, double pixel, double expected)
    {
        LikelihoodRunner.Loss(Likelihood.Bernoulli, [[logit]], [[pixel]])[0].ShouldBe(expected, 1e-4);   // rounding of 200 in single precision
        // ∂/∂logit = sigmoid(logit) − x
        double slope = (logit > 0 ? 1 : 0) - pixel;
        LikelihoodRunner.Gradient(Likelihood.Bernoulli, [logit], [pixel])[0].ShouldBe(slope, 1e-6);
    }

    [Fact, Trait("trap", "3")]
    public void NegativeLogLikelihood_TiledImage_Doubles()
    {
        var random = new Random(3);
        double[][] logits = LikelihoodRunner.Random(random, 4, 30, -5, 5);
        double[][] x = LikelihoodRunner.Random(random, 4, 30, 0, 1);
        double[] once = LikelihoodRunner.Loss(Likelihood.Bernoulli, logits, x);
        double[] twice = LikelihoodRunner.Loss(Likelihood.Bernoulli, Tiling.Tile(logits), Tiling.Tile(x));
        for (int row = 0; row < once.Length; row++)
            twice[row].ShouldBe(2 * once[row], 1e-6 * twice[row]);   // the order of additions
    }
}
