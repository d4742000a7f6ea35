using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Likelihoods;

public class LaplaceLikelihoodTests
{
    [Theory, Trait("trap", "11")]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(25)]
    public void Density_OverTheLine_IntegratesToOne(double scale)
    {
        const int Steps = 4000;   // 25 scales to either side
        double step = 50 * scale / Steps;
        double[][] x = [.. Enumerable.Range(0, Steps + 1).Select(i => new[] { (i - Steps / 2) * step })];
        double[][] around = [.. x.Select(_ => new double[1])];
        double[] loss = LikelihoodRunner.Loss(Likelihood.Laplace(scale), around, x);
        (step * loss.Sum(value => Math.Exp(-value))).ShouldBe(1, 5e-5);   // the kink at 0 adds step² / (12 scale²) = 1.3e-5
    }

    [Fact]
    public void NegativeLogLikelihood_ScaleOne_IsTheAbsoluteErrorAndLogTwoPerPixel() =>
        LikelihoodRunner.Loss(Likelihood.Laplace(), [[0.5, 2, -1]], [[1, 0, 0]])[0].ShouldBe(3.5 + 3 * Math.Log(2), 1e-6);   // single precision

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e-5)]
    [InlineData(1e5)]
    [InlineData(double.NaN)]
    public void Laplace_ScaleOutOfItsRange_IsRefused(double scale) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Likelihood.Laplace(scale)).Message.ShouldContain("must be in [0.0001, 10000]");

    [Theory, Trait("trap", "8")]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Support_NoNumber_IsRefused(float pixel) => Likelihood.Laplace().PixelDomain.Contains(pixel).ShouldBeFalse();
}
