using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training.Fused;

/// <summary>The gradient of each tensor in a step, by how far it moved, and the losses.</summary>
internal sealed record StepGradients(Dictionary<string, double[]> Tensors, LossSums Sums)
{
    public static Optimizer Optimizer { get; } = Optimizer.Sgd(0);

    /// <summary>So large that the rounding of the weights does not matter.</summary>
    public static double Rate => 1000;

    /// <summary>Those of a step that an engine makes, with <see cref="Optimizer"/> and <see cref="Rate"/>, from fresh weights.</summary>
    public static StepGradients Of(FusedCase example, Func<VaeNetwork, ITrainingEngine> start, Action<ITrainingEngine> step)
    {
        using DisposeScope scope = NewDisposeScope();
        using VaeNetwork network = example.Network();
        Dictionary<string, float[]> before = Weights(network);
        using ITrainingEngine engine = start(network);
        step(engine);
        engine.Publish();
        Dictionary<string, float[]> after = Weights(network);
        return new(
            before.ToDictionary(
                tensor => tensor.Key, tensor => tensor.Value.Zip(after[tensor.Key], (a, b) => ((double)a - b) / Rate).ToArray()),
            engine.ReadSums());
    }

    /// <summary>Compares by the norm of each tensor, or by a share of that of all where its gradient is nothing but rounding.</summary>
    public void ShouldBeCloseTo(StepGradients expected, TrainingPrecision precision, double tolerance, string where)
    {
        Sums.Rows.ShouldBe(expected.Sums.Rows);
        Sums.Reconstruction.ShouldBe(expected.Sums.Reconstruction, tolerance * (1 + Math.Abs(expected.Sums.Reconstruction)), where);
        Sums.KlDivergence.ShouldBe(expected.Sums.KlDivergence, tolerance * (1 + Math.Abs(expected.Sums.KlDivergence)), where);
        double smallest = (precision == TrainingPrecision.Single ? 1e-3 : 0.2) * Norm(expected.Tensors.Values.SelectMany(gradient => gradient));
        foreach ((string name, double[] gradient) in expected.Tensors)
        {
            double[] differences = [.. gradient.Zip(Tensors[name], (a, b) => a - b)];
            Norm(differences).ShouldBeLessThanOrEqualTo(tolerance * Math.Max(Norm(gradient), smallest), $"{name} of {where}");
        }
    }

    private static Dictionary<string, float[]> Weights(VaeNetwork network) =>
        network.state_dict().ToDictionary(tensor => tensor.Key, tensor => TensorValues.ToArray(tensor.Value));

    private static double Norm(IEnumerable<double> numbers) => Math.Sqrt(numbers.Sum(number => number * number));
}
