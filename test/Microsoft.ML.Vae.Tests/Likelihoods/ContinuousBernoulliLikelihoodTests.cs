namespace Microsoft.ML.Vae.Tests.Likelihoods;

public class ContinuousBernoulliLikelihoodTests
{
    [Theory, Trait("trap", "7")]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(-15)]
    public void Density_OverTheUnitInterval_IntegratesToOne(double logit) =>
        Integral(logit, _ => 1).ShouldBe(1, 1e-5);   // single precision; Simpson's rule leaves 1e-9

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(-15)]
    public void Mean_AnyLogit_IsTheFirstMomentOfTheDensity(double logit) =>
        LikelihoodRunner.Mean(Likelihood.ContinuousBernoulli, [[logit]])[0].ShouldBe(Integral(logit, x => x), 1e-5);   // as above

    [Theory]
    [InlineData(1e-20)]
    [InlineData(1e-6)]
    [InlineData(1e-3)]
    [InlineData(0.1)]
    [InlineData(0.9999)]
    [InlineData(1.0001)]
    public void LossAndMean_AroundOneHalfAndWhereTheSeriesEnds_AreExact(double size)
    {
        foreach (double logit in new[] { size, -size })
        {
            double expected = ReferenceDensity.ContinuousBernoulli([logit], [0.25]);

            LikelihoodRunner.Loss(Likelihood.ContinuousBernoulli, [[logit]], [[0.25]])[0].ShouldBe(expected, 5e-7);   // single precision
            LikelihoodRunner.Mean(Likelihood.ContinuousBernoulli, [[logit]])[0].ShouldBe(0.5 + Excess(logit), 5e-7);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(1)]
    public void Gradient_AtOneHalf_IsTheMeanLessThePixel(double pixel) =>
        LikelihoodRunner.Gradient(Likelihood.ContinuousBernoulli, [0], [pixel])[0].ShouldBe(0.5 - pixel, 1e-7);   // exact in single precision

    [Theory, Trait("trap", "9")]
    [InlineData(200, 1, -5.298317366548036)]     // −log 200
    [InlineData(200, 0, 194.70168263345196)]     // 200 − log 200
    [InlineData(-200, 0, -5.298317366548036)]
    [InlineData(-200, 0.25, 44.701682633451966)]
    public void NegativeLogLikelihood_ExtremeLogits_StayExact(double logit, double pixel, double expected)
    {
        LikelihoodRunner.Loss(Likelihood.ContinuousBernoulli, [[logit]], [[pixel]])[0].ShouldBe(expected, 3e-5);   // single precision of 200
        double mean = logit > 0 ? 1 - 1 / logit : -1 / logit;
        LikelihoodRunner.Gradient(Likelihood.ContinuousBernoulli, [logit], [pixel])[0].ShouldBe(mean - pixel, 1e-6);
    }

    // In powers of the logit where the definition divides 0 by 0.
    private static double Excess(double logit) =>
        Math.Abs(logit) < 0.01 ? logit / 12 - Math.Pow(logit, 3) / 720 : ReferenceDensity.ContinuousBernoulliMean(logit) - 0.5;

    // Simpson's rule on the library's density.
    private static double Integral(double logit, Func<double, double> f)
    {
        const int Steps = 2000;
        double[][] x = [.. Enumerable.Range(0, Steps + 1).Select(i => new[] { (double)i / Steps })];
        double[] loss = LikelihoodRunner.Loss(Likelihood.ContinuousBernoulli, [.. x.Select(_ => new[] { logit })], x);
        return loss.Select((value, i) => (i is 0 or Steps ? 1 : i % 2 == 0 ? 2 : 4) * f(x[i][0]) * Math.Exp(-value)).Sum() / (3 * Steps);
    }
}
