using Microsoft.ML.Vae.Latents;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Objectives;

public class GaussianDivergenceTests
{
    [Fact, Trait("trap", "1")]
    public void ToStandardNormal_RandomPosteriors_EqualsQuadrature()
    {
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            double mean = 6 * random.NextDouble() - 3;
            double sigma = Math.Exp(6 * random.NextDouble() - 3);
            double expected = Quadrature.KlDivergence(mean, sigma);
            // Single precision: 1e-6 of the largest term, μ² + σ² + |log σ²|, which is below 2 (1 + KL) + 8; the integral is good to 1e-10.
            Divergence([mean], [Math.Log(sigma * sigma)]).ShouldBe(expected, 1e-5 * (1 + expected), $"μ = {mean}, σ = {sigma}");
        }
    }

    [Fact, Trait("trap", "1")]
    public void ToStandardNormal_StandardNormalPosterior_IsZeroWithZeroGradient()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mean = zeros(2, 5, requires_grad: true);
        Tensor logVariance = zeros(2, 5, requires_grad: true);
        Tensor divergence = GaussianDivergence.ToStandardNormal(mean, logVariance);   // [B]
        divergence.sum().backward();

        // Exact: 0² + e⁰ − 1 − 0 has no rounding.
        TensorValues.ToArray(divergence.detach()).ShouldAllBe(value => value == 0);
        TensorValues.ToArray(mean.grad!).ShouldAllBe(value => value == 0);
        TensorValues.ToArray(logVariance.grad!).ShouldAllBe(value => value == 0);
    }

    [Theory, Trait("trap", "2")]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(5)]
    public void ToStandardNormal_SecondArgument_IsTheLogarithmOfTheVarianceNotOfTheDeviation(double sigma)
    {
        double expected = 0.5 * (sigma * sigma - 1) - Math.Log(sigma);
        // Rounding of a few single-precision operations on numbers of about σ².
        Divergence([0], [2 * Math.Log(sigma)]).ShouldBe(expected, 1e-6 * (1 + sigma * sigma));
    }

    [Fact, Trait("trap", "3")]
    public void ToStandardNormal_TwiceTheDimensions_IsTwiceTheDivergence()
    {
        double[] mean = [0.3, -1.2, 2];
        double[] logVariance = [-2, 0.5, 0];
        // A sum, so doubling is exact but for the order of additions.
        Divergence([.. mean, .. mean], [.. logVariance, .. logVariance]).ShouldBe(2 * Divergence(mean, logVariance), 1e-5);
    }

    [Fact, Trait("trap", "3")]
    public void ToStandardNormal_SeveralRows_GivesEachItsOwnDivergence()
    {
        double[][] means = [[0, 1, 2], [-3, 0.5, 0]];
        double[][] logVariances = [[0, -1, 1], [2, -4, 0]];
        using DisposeScope scope = NewDisposeScope();
        float[] actual = TensorValues.ToArray(GaussianDivergence.ToStandardNormal(TensorValues.Matrix(means), TensorValues.Matrix(logVariances)));

        actual.Length.ShouldBe(2);
        for (int row = 0; row < 2; row++)
            ((double)actual[row]).ShouldBe(ReferenceLoss.KlDivergence(means[row], logVariances[row]), 1e-5);   // a sum of single-precision terms below 10
    }

    [Theory, Trait("trap", "5")]
    [InlineData(-30)]
    [InlineData(-10)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(20)]
    public void ToStandardNormal_FarLogVariance_KeepsItsGradient(double logVariance)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mean = TensorValues.Matrix([[1.5]]).requires_grad_();
        Tensor variance = TensorValues.Matrix([[logVariance]]).requires_grad_();
        GaussianDivergence.ToStandardNormal(mean, variance).sum().backward();

        // ∂/∂μ = μ and ∂/∂log σ² = ½ (σ² − 1); single precision.
        double expected = 0.5 * (Math.Exp(logVariance) - 1);
        ((double)variance.grad!.item<float>()).ShouldBe(expected, 1e-5 * Math.Abs(expected));
        mean.grad!.item<float>().ShouldBe(1.5f);
    }

    private static double Divergence(double[] mean, double[] logVariance)
    {
        using DisposeScope scope = NewDisposeScope();
        return GaussianDivergence.ToStandardNormal(TensorValues.Matrix([mean]), TensorValues.Matrix([logVariance])).item<float>();
    }
}
