using Microsoft.ML.Vae.Tests.Likelihoods;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Scores;

/// <summary>What a decoder's −log p(x|z) is above the least that any decoder could give, for each likelihood alike.</summary>
public class LikelihoodExcessTests
{
    private const int Pixels = 40;

    private static readonly double[] _greys = [.. new[] { 0, 1, 7, 64, 128, 200, 254, 255 }.Select(level => level / 255.0)];

    public static TheoryNames Names => LikelihoodCase.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void PixelExcess_AnyOutput_AndTheLeastAddUpToTheLoss(string name)
    {
        LikelihoodCase likelihood = LikelihoodCase.Of(name);
        var random = new Random(3);
        double[][] decoded = LikelihoodRunner.Random(random, 6, likelihood.Outputs(Pixels), -3, 3), x = LikelihoodCase.Pixels(random, 6, Pixels);

        double[][] excess = Excess(likelihood.Likelihood, decoded, x), least = Least(likelihood.Likelihood, decoded, x);

        for (int row = 0; row < x.Length; row++)
        {
            excess[row].ShouldAllBe(nats => nats >= 0);
            double expected = likelihood.Loss(decoded[row], x[row]);
            (excess[row].Sum() + least[row].Sum()).ShouldBe(expected, 2e-5 * (Pixels + Math.Abs(expected)));   // single precision
        }
    }

    /// <summary>The least is found by trying means, or log-odds, on a fine grid, and moving towards the best.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void LeastPixelLosses_AnyPixel_IsBelowWhatAnyDecoderGivesAndCloseToTheBest(string name)
    {
        LikelihoodCase likelihood = LikelihoodCase.Of(name);
        foreach (double pixel in _greys)
        {
            double[] rest = [.. Enumerable.Repeat(-2.0, likelihood.Outputs(1) - 1)];   // log σ²
            double Loss(double output) => likelihood.Loss([output, .. rest], [pixel]);
            double best = Enumerable.Range(-5_100, 10_201).Min(i => Loss(name.Contains("ernoulli", StringComparison.Ordinal) ? i / 10.0 : i / 2_550.0));

            double least = Least(likelihood.Likelihood, [[pixel, .. rest]], [[pixel]])[0][0];

            // Black and white have log-odds without end: within half a level of 8 bits, the greatest are 510.
            least.ShouldBe(best, name == "continuous Bernoulli" ? 0.005 : 1e-3, $"{name}, pixel {pixel}");
        }
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("laplace")]
    [InlineData("global variance")]
    [InlineData("pixel variance")]
    [InlineData("discretized logistic")]
    public void PixelExcess_PerfectReconstruction_IsZero(string name)
    {
        LikelihoodCase likelihood = LikelihoodCase.Of(name);
        double[] x = [.. LikelihoodCase.Pixels(new Random(1), 1, Pixels)[0].Where(value => value is > 0 and < 1)];
        double[] rest = [.. Enumerable.Repeat(-1.0, likelihood.Outputs(x.Length) - x.Length)];

        Excess(likelihood.Likelihood, [[.. x, .. rest]], [x])[0].Max().ShouldBe(0, 1e-6);
    }

    [Theory]
    [InlineData("bernoulli")]
    [InlineData("continuous Bernoulli")]
    public void PixelExcess_PerfectReconstructionByLogOdds_IsZero(string name)
    {
        LikelihoodCase likelihood = LikelihoodCase.Of(name);
        double[] logOdds = [.. Enumerable.Range(-20, 41).Select(i => i / 2.0)];
        double[] x = [.. logOdds.Select(likelihood.Mean)];

        Excess(likelihood.Likelihood, [logOdds], [x])[0].Max().ShouldBe(0, 2e-5);   // single precision, and the approximate inverse
    }

    private static double[][] Excess(Likelihood likelihood, double[][] decoded, double[][] x)
    {
        using DisposeScope scope = NewDisposeScope();
        return Rows(likelihood.PixelExcess(TensorValues.Matrix(decoded), TensorValues.Matrix(x)), x[0].Length);
    }

    private static double[][] Least(Likelihood likelihood, double[][] decoded, double[][] x)
    {
        using DisposeScope scope = NewDisposeScope();
        return Rows(likelihood.LeastPixelLosses(TensorValues.Matrix(decoded), TensorValues.Matrix(x)).expand(x.Length, x[0].Length), x[0].Length);
    }

    private static double[][] Rows(Tensor values, int size) => [.. TensorValues.ToDoubles(values.contiguous()).Chunk(size)];
}
