using FsCheck.Fluent;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training.Fused;

/// <summary>The gradients by hand are autograd's.</summary>
public class FusedGradientTests
{
    private const double Rate = 1000;   // so large that the rounding of the weights does not matter
    private const double Tolerance = 1e-5;

    [Fact]
    public void Step_AnyModelAndBatch_HasTheGradientsAndLossesOfAutograd() =>
        FusedCase.All().Check(300, seed: 20260101, example => Agrees(example, TrainingPrecision.Single, Tolerance));

    /// <summary>
    /// Where a slope jumps, among so many numbers one lies near enough for rounding to take the other side; and a norm over few numbers
    /// that are nearly equal makes rounding larger.
    /// </summary>
    [Fact]
    public void Step_AnyImagesAndBatch_HasTheGradientsAndLossesOfAutograd() => FusedCase.OfImages().Check(60, seed: 20260101, example =>
        Agrees(example, TrainingPrecision.Single, example.Activation is Activation.Relu or Activation.LeakyRelu ? 5e-3 : 2e-4));

    /// <summary>Slopes with a jump are left out: near it, rounding changes a gradient by more than its own size.</summary>
    [Fact]
    public void Step_ProductsInBFloat16_HasTheGradientsAndLossesOfAutogradToThatPrecision() => FusedCase.All()
        .Filter(example => example.Activation is not (Activation.Relu or Activation.LeakyRelu)
            && example.Likelihood.ToString()!.StartsWith("Laplace", StringComparison.Ordinal) is false)
        .Check(100, seed: 20260101, example => Agrees(example, TrainingPrecision.BFloat16, tolerance: 0.05));

    private static void Agrees(FusedCase example, TrainingPrecision precision, double tolerance)
    {
        (Dictionary<string, double[]> expected, LossSums expectedSums) = Step(example, TrainingEngine.Autograd, TrainingPrecision.Single);
        (Dictionary<string, double[]> gradients, LossSums sums) = Step(example, TrainingEngine.Fused, precision);

        sums.Rows.ShouldBe(example.Rows);
        sums.Reconstruction.ShouldBe(expectedSums.Reconstruction, tolerance * (1 + Math.Abs(expectedSums.Reconstruction)), $"{example}");
        sums.KlDivergence.ShouldBe(expectedSums.KlDivergence, tolerance * (1 + Math.Abs(expectedSums.KlDivergence)), $"{example}");
        double share = precision == TrainingPrecision.Single ? 1e-3 : 0.2;
        double all = Norm(expected.Values.SelectMany(gradient => gradient));
        foreach ((string name, double[] gradient) in expected)
        {
            double[] differences = [.. gradient.Zip(gradients[name], (a, b) => a - b)];
            // A tensor whose gradient is nothing but rounding is compared with the others.
            Norm(differences).ShouldBeLessThanOrEqualTo(tolerance * Math.Max(Norm(gradient), share * all), $"{name} of {example}");
        }
    }

    private static (Dictionary<string, double[]> Gradients, LossSums Sums) Step(
        FusedCase example, TrainingEngine kind, TrainingPrecision precision)
    {
        using DisposeScope scope = NewDisposeScope();
        using VaeNetwork network = example.Network();
        Dictionary<string, float[]> before = Weights(network);
        using var noise = new Generator((ulong)example.Seed, CPU);
        using ITrainingEngine engine = example.Engine(kind, network, Optimizer.Sgd(0), Rate, noise, precision: precision);
        engine.Step(example.Batch());
        engine.Publish();
        Dictionary<string, float[]> after = Weights(network);
        return (before.ToDictionary(
            tensor => tensor.Key, tensor => tensor.Value.Zip(after[tensor.Key], (a, b) => ((double)a - b) / Rate).ToArray()),
            engine.ReadSums());
    }

    private static Dictionary<string, float[]> Weights(VaeNetwork network) =>
        network.state_dict().ToDictionary(tensor => tensor.Key, tensor => TensorValues.ToArray(tensor.Value));

    private static double Norm(IEnumerable<double> numbers) => Math.Sqrt(numbers.Sum(number => number * number));
}
