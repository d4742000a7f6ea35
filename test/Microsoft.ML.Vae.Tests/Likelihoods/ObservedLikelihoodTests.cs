using Microsoft.ML.Vae.Likelihoods;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Likelihoods;

/// <summary>Pixels that are missing add nothing to a loss, and have no gradient.</summary>
public class ObservedLikelihoodTests
{
    private const int Pixels = 21, Rows = 4;

    public static TheoryNames Names => LikelihoodCase.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void NegativeLogLikelihood_SomeMissing_IsThatOfTheOthers(string name)
    {
        LikelihoodCase example = LikelihoodCase.Of(name);
        var random = new Random(1);
        double[][] x = LikelihoodCase.Pixels(random, Rows, Pixels);
        double[][] decoded = [.. x.Select(_ => Enumerable.Range(0, example.Outputs(Pixels)).Select(_ => random.NextDouble() - 0.3).ToArray())];
        bool[][] missing = [.. x.Select((_, row) => Enumerable.Range(0, Pixels).Select(i => row == 3 || i % 4 == row).ToArray())];
        using DisposeScope scope = NewDisposeScope();
        var observed = new ObservedLikelihood(example.Likelihood);

        Tensor outputs = TensorValues.Matrix(decoded).requires_grad_();
        Tensor losses = observed.NegativeLogLikelihood(outputs, WithMissing(x, missing));
        losses.sum().backward();

        double[] expected = [.. x.Select((row, i) => example.Loss(Kept(decoded[i], missing[i]), Kept(row, missing[i])))];
        for (int row = 0; row < Rows; row++)
            TensorValues.ToArray(losses.detach())[row].ShouldBe((float)expected[row], 1e-4 * (1 + Math.Abs(expected[row])), $"row {row}");   // single precision
        float[][] gradients = [.. TensorValues.ToArray(outputs.grad!).Chunk(decoded[0].Length)];
        for (int row = 0; row < Rows; row++)
        {
            gradients[row].ShouldAllBe(gradient => float.IsFinite(gradient));
            Enumerable.Range(0, Pixels).Where(i => missing[row][i]).ShouldAllBe(i => gradients[row][i] == 0);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PixelExcess_SomeMissing_IsZeroThere(string name)
    {
        LikelihoodCase example = LikelihoodCase.Of(name);
        var random = new Random(2);
        double[][] x = LikelihoodCase.Pixels(random, Rows, Pixels);
        bool[][] missing = [.. x.Select(_ => Enumerable.Range(0, Pixels).Select(_ => random.NextDouble() < 0.4).ToArray())];
        using DisposeScope scope = NewDisposeScope();
        var observed = new ObservedLikelihood(example.Likelihood);
        Tensor decoded = rand(Rows, example.Outputs(Pixels)), seen = WithMissing(x, missing), whole = TensorValues.Matrix(x);

        foreach (Func<Likelihood, Tensor, Tensor> losses in new Func<Likelihood, Tensor, Tensor>[]
        {
            (likelihood, pixels) => likelihood.PixelExcess(decoded, pixels),
            (likelihood, pixels) => likelihood.LeastPixelLosses(decoded, pixels).expand_as(pixels),
        })
        {
            float[] expected = TensorValues.ToArray(losses(example.Likelihood, whole));
            TensorValues.ToArray(losses(observed, seen)).ShouldBe(expected.Select((value, i) => missing[i / Pixels][i % Pixels] ? 0 : value));
        }
    }

    private static Tensor WithMissing(double[][] x, bool[][] missing) =>
        TensorValues.Matrix([.. x.Select((row, i) => row.Select((pixel, j) => missing[i][j] ? double.NaN : pixel).ToArray())]);

    /// <summary>The pixels, or the outputs for them, that are not missing.</summary>
    private static double[] Kept(double[] values, bool[] missing) =>
        [.. values.Where((_, i) => i / Pixels * Pixels + Pixels > values.Length || !missing[i % Pixels])];
}
