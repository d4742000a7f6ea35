using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Likelihoods;

/// <summary>What holds for each density alike.</summary>
public class EveryLikelihoodTests
{
    private const int Pixels = 50;

    public static TheoryNames Names => LikelihoodCase.Names;

    [Theory, Trait("trap", "11")]
    [MemberData(nameof(Names))]
    public void NegativeLogLikelihood_RandomOutputs_EqualsTheDefinition(string name)
    {
        LikelihoodCase likelihood = LikelihoodCase.Of(name);
        (double[][] decoded, double[][] x) = Rows(likelihood, 20, seed: 6);

        double[] actual = LikelihoodRunner.Loss(likelihood.Likelihood, decoded, x);

        for (int row = 0; row < actual.Length; row++)
        {
            double expected = likelihood.Loss(decoded[row], x[row]);
            actual[row].ShouldBe(expected, 1e-5 * (Pixels + Math.Abs(expected)));   // 50 single-precision terms, of which a density's cancel
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_RandomOutputs_IsTheSlopeOfTheDefinition(string name)
    {
        LikelihoodCase likelihood = LikelihoodCase.Of(name);
        (double[][] decoded, double[][] x) = Rows(likelihood, 1, seed: 7);

        double[] actual = LikelihoodRunner.Gradient(likelihood.Likelihood, decoded[0], x[0]);

        actual.Length.ShouldBe(likelihood.Outputs(Pixels));
        for (int i = 0; i < actual.Length; i++)
        {
            double expected = Slope(likelihood, decoded[0], x[0], i);
            actual[i].ShouldBe(expected, 1e-4 * (1 + Math.Abs(expected)), $"output {i}");   // single precision; a central difference of 1e-5
        }
    }

    [Theory, Trait("trap", "9")]
    [MemberData(nameof(Names))]
    public void Gradient_ExtremeOutputs_IsFiniteAndSoIsTheLoss(string name)
    {
        LikelihoodCase likelihood = LikelihoodCase.Of(name);
        foreach (double output in new[] { -200.0, -88, 0, 88, 200 })
        {
            foreach (double pixel in new[] { 0, 64 / 255.0, 1 })
            {
                double[] decoded = [.. Enumerable.Repeat(output, likelihood.Outputs(2))];
                string what = $"{name}, output {output}, pixel {pixel}";

                LikelihoodRunner.Loss(likelihood.Likelihood, [decoded], [[pixel, pixel]]).ShouldAllBe(loss => double.IsFinite(loss), what);
                LikelihoodRunner.Gradient(likelihood.Likelihood, decoded, [pixel, pixel]).ShouldAllBe(slope => double.IsFinite(slope), what);
            }
        }
    }

    [Theory, Trait("trap", "3")]
    [MemberData(nameof(Names))]
    public void NegativeLogLikelihood_TiledImage_Doubles(string name)
    {
        LikelihoodCase likelihood = LikelihoodCase.Of(name);
        (double[][] decoded, double[][] x) = Rows(likelihood, 4, seed: 8);

        double[] once = LikelihoodRunner.Loss(likelihood.Likelihood, decoded, x);
        double[] twice = LikelihoodRunner.Loss(likelihood.Likelihood, LikelihoodCase.Tile(decoded, Pixels), Tiling.Tile(x));

        for (int row = 0; row < once.Length; row++)
            twice[row].ShouldBe(2 * once[row], 1e-5 * (Pixels + Math.Abs(twice[row])));   // the order of single-precision additions
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mean_AnyOutput_IsTheExpectedPixel(string name)
    {
        LikelihoodCase likelihood = LikelihoodCase.Of(name);
        (double[][] decoded, _) = Rows(likelihood, 10, seed: 9);

        double[] actual = LikelihoodRunner.Mean(likelihood.Likelihood, decoded);

        double[] expected = [.. decoded.SelectMany(row => row[..Pixels].Select(likelihood.Mean))];
        actual.Length.ShouldBe(expected.Length);
        for (int i = 0; i < actual.Length; i++)
            actual[i].ShouldBe(expected[i], 2e-6);   // single precision of numbers up to 3
    }

    [Theory, Trait("trap", "25")]
    [MemberData(nameof(Names))]
    public void Step_HundredTimes_LeavesNoTensorBehind(string name)
    {
        Likelihood likelihood = LikelihoodCase.Of(name).Likelihood;
        using VaeNetwork network = Models.Network(Architectures.Dense(Pixels, [8], 2, [8]) with { PixelVariance = likelihood.PixelVariance });
        using var noise = new Generator(1, CPU);
        using var engine = Models.Engine(network, likelihood, Objective.Elbo(1), 1e-3, noise, new InputNoise { Binarizes = true });
        using DisposeScope scope = NewDisposeScope();
        Tensor x = TensorValues.Matrix(LikelihoodCase.Pixels(new Random(1), 16, Pixels));
        LiveTensors.ShouldStayFlat(100, () => engine.Step(x, default));
    }

    private static (double[][] Decoded, double[][] Pixels) Rows(LikelihoodCase likelihood, int rows, int seed)
    {
        var random = new Random(seed);
        return (LikelihoodRunner.Random(random, rows, likelihood.Outputs(Pixels), -3, 3), LikelihoodCase.Pixels(random, rows, Pixels));
    }

    private static double Slope(LikelihoodCase likelihood, double[] decoded, double[] x, int i)
    {
        const double Step = 1e-5;
        double[] above = [.. decoded], below = [.. decoded];
        above[i] += Step;
        below[i] -= Step;
        return (likelihood.Loss(above, x) - likelihood.Loss(below, x)) / (2 * Step);
    }
}
