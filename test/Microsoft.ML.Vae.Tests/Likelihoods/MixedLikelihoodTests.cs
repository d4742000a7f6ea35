using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Likelihoods;

public class MixedLikelihoodTests
{
    private const int Size = 28;

    private static readonly MixedLikelihood _mixed = MixedParts.Of(Size);

    /// <summary>Mixed likelihoods of one part, and the plain likelihoods that they are.</summary>
    private static readonly Dictionary<string, (MixedLikelihood Mixed, Likelihood Plain)> _single = new()
    {
        ["fixed"] = (Single(SlotKind.Number, 0.3), Likelihood.Gaussian(0.3)),
        ["learned"] = (Single(SlotKind.Number), Likelihood.GaussianWithLearnedVariance(perPixel: true, 0.01)),
        ["flags"] = (Single(SlotKind.Flag), Likelihood.Bernoulli),
        ["categories of one value"] =
            (new((SlotPart[])[.. Enumerable.Range(0, 5).Select(slot => new SlotPart(SlotKind.Category, slot, 1, ""))]), Likelihood.Bernoulli),
    };

    public static TheoryNames SinglePlain => [.. _single.Keys];

    [Fact, Trait("trap", "11")]
    public void NegativeLogLikelihood_RandomOutputs_EqualsTheDefinition()
    {
        double[][] x = Doubles(MixedParts.Rows(_mixed, 20, seed: 1)), decoded = Decoded(20);

        double[] actual = LikelihoodRunner.Loss(_mixed, decoded, x);

        for (int row = 0; row < actual.Length; row++)
        {
            double expected = MixedParts.Loss(_mixed, decoded[row], x[row]);
            actual[row].ShouldBe(expected, 1e-5 * (Size + Math.Abs(expected)));   // single precision
        }
    }

    [Fact]
    public void Gradient_RandomOutputs_IsTheSlopeOfTheDefinition()
    {
        const double Step = 1e-5;
        double[] x = Doubles(MixedParts.Rows(_mixed, 1, seed: 2))[0], decoded = Decoded(1)[0];

        double[] actual = LikelihoodRunner.Gradient(_mixed, decoded, x);

        for (int i = 0; i < decoded.Length; i++)
        {
            double[] above = [.. decoded], below = [.. decoded];
            above[i] += Step;
            below[i] -= Step;
            double expected = (MixedParts.Loss(_mixed, above, x) - MixedParts.Loss(_mixed, below, x)) / (2 * Step);
            actual[i].ShouldBe(expected, 1e-4 * (1 + Math.Abs(expected)), $"output {i}");   // single precision; a central difference of 1e-5
        }
    }

    [Theory, Trait("trap", "9")]
    [InlineData(-200)]
    [InlineData(200)]
    public void Gradient_ExtremeOutputs_IsFiniteAndSoIsTheLoss(double output)
    {
        double[] x = Doubles(MixedParts.Rows(_mixed, 1, seed: 3))[0], decoded = [.. Enumerable.Repeat(output, 2 * Size)];

        double.IsFinite(LikelihoodRunner.Loss(_mixed, [decoded], [x])[0]).ShouldBeTrue();
        LikelihoodRunner.Gradient(_mixed, decoded, x).ShouldAllBe(slope => double.IsFinite(slope));
    }

    [Fact]
    public unsafe void RowLoss_RandomRows_IsThatOfTheTensors()
    {
        float[][] rows = MixedParts.Rows(_mixed, 10, seed: 4);
        double[][] decoded = Decoded(10);
        for (int row = 0; row < rows.Length; row++)
        {
            double[] x = Doubles([rows[row]])[0], slopes = LikelihoodRunner.Gradient(_mixed, decoded[row], x);
            float[] output = Array.ConvertAll(decoded[row], value => (float)value);
            fixed (float* pixels = rows[row], numbers = output)
                _mixed.RowLoss.Differentiate(pixels, numbers, Size, 0.5f).ShouldBe((float)LikelihoodRunner.Loss(_mixed, [decoded[row]], [x])[0], 1e-3f);

            for (int i = 0; i < output.Length; i++)
                output[i].ShouldBe((float)(0.5 * slopes[i]), 1e-4f * (1 + Math.Abs(output[i])), $"output {i}");
        }
    }

    [Fact]
    public void Probabilities_OfEveryCategoryAndOfNone_SumToOne()
    {
        var category = new MixedLikelihood((SlotPart[])[new(SlotKind.Category, 0, 4, "")]);
        double[] decoded = [1.5, -2, 0.3, 4];
        double[][] outcomes = [[0, 0, 0, 0], .. Enumerable.Range(0, 4).Select(hot => Enumerable.Range(0, 4).Select(i => i == hot ? 1.0 : 0).ToArray())];

        double[] losses = LikelihoodRunner.Loss(category, [.. outcomes.Select(_ => decoded)], outcomes);

        losses.Sum(loss => Math.Exp(-loss)).ShouldBe(1, 1e-6);   // single precision
        double[] mean = LikelihoodRunner.Mean(category, [decoded]);
        mean.ShouldBe(losses.Skip(1).Select(loss => Math.Exp(-loss)), 1e-6);
        (mean.Sum() + Math.Exp(-losses[0])).ShouldBe(1, 1e-6);
    }

    [Theory]
    [MemberData(nameof(SinglePlain))]
    public void Mixed_OfOnePart_IsThePlainLikelihood(string name)
    {
        (MixedLikelihood mixed, Likelihood plain) = _single[name];
        double[][] x = [.. Enumerable.Range(0, 32).Select(bits => Enumerable.Range(0, 5).Select(i => (double)(bits >> i & 1)).ToArray())];
        double[][] decoded = LikelihoodRunner.Random(new Random(5), 32, mixed.PixelVariance == PixelVariance.Fixed ? 5 : 10, -0.4, 0.4);
        double[][] same = [.. decoded.Select(row => row.Select((value, i) => i < 5 ? value : 10 * value).ToArray())];

        LikelihoodRunner.Loss(mixed, decoded, x).ShouldBe(LikelihoodRunner.Loss(plain, same, x), 1e-4);   // single precision of numbers up to 50
        LikelihoodRunner.Mean(mixed, decoded).ShouldBe(LikelihoodRunner.Mean(plain, same), 1e-6);
        using DisposeScope scope = NewDisposeScope();
        Tensor values = TensorValues.Matrix(x);
        TensorValues.ToDoubles(mixed.PixelExcess(TensorValues.Matrix(decoded), values))
            .ShouldBe(TensorValues.ToDoubles(plain.PixelExcess(TensorValues.Matrix(same), values)), 1e-4);
        TensorValues.ToDoubles(mixed.LeastPixelLosses(TensorValues.Matrix(decoded), values))
            .ShouldBe(TensorValues.ToDoubles(plain.LeastPixelLosses(TensorValues.Matrix(same), values)), 1e-5);
    }

    [Fact]
    public void PixelExcess_AnyRow_IsNotNegativeAndWithTheLeastAddsUpToTheLoss()
    {
        double[][] x = Doubles(MixedParts.Rows(_mixed, 20, seed: 6)), decoded = Decoded(20);
        using DisposeScope scope = NewDisposeScope();

        Tensor excess = _mixed.PixelExcess(TensorValues.Matrix(decoded), TensorValues.Matrix(x));
        Tensor least = _mixed.LeastPixelLosses(TensorValues.Matrix(decoded), TensorValues.Matrix(x));

        TensorValues.ToDoubles(excess).ShouldAllBe(nats => nats >= 0);
        TensorValues.ToDoubles((excess + least).sum(1)).ShouldBe(LikelihoodRunner.Loss(_mixed, decoded, x), 1e-3);
    }

    /// <summary>The least of a category is 0: no decoder gives a value more than certainty.</summary>
    [Fact]
    public void PixelExcess_OfACategory_BelongsToTheValueThatIsThereOrToAllIfNoneIs()
    {
        var category = new MixedLikelihood((SlotPart[])[new(SlotKind.Category, 0, 3, "")]);
        using DisposeScope scope = NewDisposeScope();
        double[][] decoded = [[2, 0, -1], [2, 0, -1]], x = [[0, 0, 1], [0, 0, 0]];

        double[] excess = TensorValues.ToDoubles(category.PixelExcess(TensorValues.Matrix(decoded), TensorValues.Matrix(x)));

        double logPartition = Math.Log(1 + Math.Exp(2) + 1 + Math.Exp(-1));
        excess.ShouldBe([0, 0, logPartition + 1, logPartition / 3, logPartition / 3, logPartition / 3], 1e-6);
    }

    [Fact]
    public void Draw_ManyTimes_HasTheMeansTheDeviationsAndTheProbabilities()
    {
        const int draws = 20_000;
        var mixed = new MixedLikelihood((SlotPart[])[
            new(SlotKind.Number, 0, 1, ""), new(SlotKind.Number, 1, 1, "") { StandardDeviation = 0.5 },
            new(SlotKind.Flag, 2, 1, ""), new(SlotKind.Category, 3, 3, "")]);
        double[] decoded = [1, -1, 0.7, 1, 0, -1, Math.Log(0.04) / 10, 0, 0, 0, 0, 0];
        var random = new Random(8);
        using DisposeScope scope = NewDisposeScope();
        Tensor noise = TensorValues.Matrix([.. Enumerable.Range(0, draws).Select(_ => Enumerable.Range(0, 6).Select(_ => Normal(random)).ToArray())]);

        double[][] rows = [.. TensorValues.ToDoubles(mixed.Draw(TensorValues.Matrix([decoded]).expand(draws, 12), noise).contiguous()).Chunk(6)];

        // Each within five standard deviations.
        rows.Average(row => row[0]).ShouldBe(1, 5 * 0.2 / Math.Sqrt(draws));
        Math.Sqrt(rows.Average(row => Math.Pow(row[0] - 1, 2))).ShouldBe(0.2, 0.01);
        Math.Sqrt(rows.Average(row => Math.Pow(row[1] + 1, 2))).ShouldBe(0.5, 0.02);
        rows.Average(row => row[2]).ShouldBe(1 / (1 + Math.Exp(-0.7)), 0.02);
        rows.ShouldAllBe(row => (row[2] == 0 || row[2] == 1) && row.Skip(3).Sum() == 1 && row.Skip(3).All(value => value == 0 || value == 1));
        double total = Math.E + 1 + 1 / Math.E;
        double[] expected = [Math.E / total, 1 / total, 1 / Math.E / total];
        for (int value = 0; value < 3; value++)
            rows.Average(row => row[3 + value]).ShouldBe(expected[value], 0.02);
    }

    private static MixedLikelihood Single(SlotKind kind, double? deviation = null) => new([new SlotPart(kind, 0, 5, "") { StandardDeviation = deviation }]);

    // log σ² is ten times the output: from −4 to 4.
    private static double[][] Decoded(int rows) =>
        [.. LikelihoodRunner.Random(new Random(7), rows, Size, -3, 3).Zip(LikelihoodRunner.Random(new Random(8), rows, Size, -0.4, 0.4), (a, b) => (double[])[.. a, .. b])];

    private static double[][] Doubles(float[][] rows) => [.. rows.Select(row => Array.ConvertAll(row, value => (double)value))];

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
