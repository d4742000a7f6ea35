using FsCheck;
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
    public void Step_AnyModelAndBatch_HasTheGradientsAndLossesOfAutograd() => Prop.ForAll(FusedCase.All(), AgreesWithAutograd).Check(
        Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(new Replay(new Rnd(20260101, 1), 100)));

    private static void AgreesWithAutograd(FusedCase example)
    {
        (Dictionary<string, double[]> expected, LossSums expectedSums) = Step(example, TrainingEngine.Autograd);
        (Dictionary<string, double[]> gradients, LossSums sums) = Step(example, TrainingEngine.Fused);

        sums.Rows.ShouldBe(example.Rows);
        sums.Reconstruction.ShouldBe(expectedSums.Reconstruction, 1e-5 * (1 + Math.Abs(expectedSums.Reconstruction)), $"{example}");
        sums.KlDivergence.ShouldBe(expectedSums.KlDivergence, 1e-5 * (1 + Math.Abs(expectedSums.KlDivergence)), $"{example}");
        double all = Norm(expected.Values.SelectMany(gradient => gradient));
        foreach ((string name, double[] gradient) in expected)
        {
            double[] differences = [.. gradient.Zip(gradients[name], (a, b) => a - b)];
            // A tensor whose gradient is nothing but rounding is compared with the others.
            Norm(differences).ShouldBeLessThanOrEqualTo(Tolerance * Math.Max(Norm(gradient), 1e-3 * all), $"{name} of {example}");
        }
    }

    private static (Dictionary<string, double[]> Gradients, LossSums Sums) Step(FusedCase example, TrainingEngine kind)
    {
        using DisposeScope scope = NewDisposeScope();
        using VaeNetwork network = example.Network();
        Dictionary<string, float[]> before = Weights(network);
        using var noise = new Generator((ulong)example.Seed, CPU);
        using ITrainingEngine engine = example.Engine(kind, network, Optimizer.Sgd(0), Rate, noise);
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
