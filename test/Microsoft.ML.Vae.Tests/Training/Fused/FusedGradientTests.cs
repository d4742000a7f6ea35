using FsCheck.Fluent;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training.Fused;

/// <summary>The gradients by hand are autograd's.</summary>
public class FusedGradientTests
{
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

    private static void Agrees(FusedCase example, TrainingPrecision precision, double tolerance) =>
        Step(example, TrainingEngine.Fused, precision).ShouldBeCloseTo(
            Step(example, TrainingEngine.Autograd, TrainingPrecision.Single), precision, tolerance, $"{example}");

    private static StepGradients Step(FusedCase example, TrainingEngine kind, TrainingPrecision precision)
    {
        using var noise = new Generator((ulong)example.Seed, CPU);
        return StepGradients.Of(
            example,
            network => example.Engine(kind, network, StepGradients.Optimizer, StepGradients.Rate, noise, precision: precision),
            engine => engine.Step(example.Batch()));
    }
}
