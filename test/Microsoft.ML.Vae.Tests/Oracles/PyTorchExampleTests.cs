using Microsoft.ML.Vae.Optimizers;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>
/// The example "vae" of pytorch/examples: 784-400-20, Adam 1e-3, batch 128, grey MNIST without binarisation, one seed. Its logged runs end
/// epoch 10 with a test loss of 105.6, z sampled.
/// </summary>
[Trait("kind", "oracle")]
public sealed class PyTorchExampleTests(PyTorchExampleTests.Example example, ITestOutputHelper output) : IClassFixture<PyTorchExampleTests.Example>
{
    private const string Reconstruction = "Reconstruction";

    [MnistFact]
    public void Evaluate_TestSetWithSampledLatents_ReachesThePublishedLoss()
    {
        VaeMetrics metrics = example.Model.Evaluate(example.TestView, sampleSeed: 1);
        output.WriteLine($"Test loss {metrics.NegativeElbo:F3} = {metrics.ReconstructionLoss:F3} + {metrics.KlDivergence:F3}");
        metrics.NegativeElbo.ShouldBe(105.6, 0.8);   // four seeds of the original end between 105.3 and 105.8
        metrics.RowCount.ShouldBe(10_000);
    }

    [MnistFact]
    public void Fit_LastEpoch_HasThePublishedTrainingLoss()
    {
        TrainingProgress last = example.Epochs[^1];
        output.WriteLine($"Training loss {last.NegativeElbo:F3} after {last.Elapsed}");
        last.NegativeElbo.ShouldBe(106.3, 0.8);   // as wide as for the test loss
        (last.Epoch, last.Rows).ShouldBe((10, 60_000));
    }

    [MnistFact]
    public void Evaluate_TestSet_SplitsTheLossAsPublished()
    {
        VaeMetrics metrics = example.Model.Evaluate(example.TestView, sampleSeed: 1);
        // 78 + 25 nats after five more epochs (AIT 9.8), which take about two off the sum: a β that is not 1 moves both by far more than this.
        metrics.KlDivergence.ShouldBe(25, 1.5);
        metrics.ReconstructionLoss.ShouldBe(80, 2);
        metrics.ActiveUnits.ShouldBe(20);
    }

    [MnistFact, Trait("trap", "4")]
    public void Evaluate_LatentAtItsMean_IsBetterThanSampled()
    {
        double sampled = example.Model.Evaluate(example.TestView, sampleSeed: 1).ReconstructionLoss;
        double atTheMean = example.Model.Evaluate(example.TestView).ReconstructionLoss;
        atTheMean.ShouldBeInRange(45.53, sampled - 1);   // 45.53 is the entropy of the pixels themselves
    }

    [MnistFact]
    public void Codes_OfTwentyDimensions_BeatTwentyPrincipalComponents()
    {
        double error = example.Model.Evaluate(example.TestView).SquaredErrorPerPixel;
        double accuracy = LatentAccuracy.Of(example.Model, Mnist.Train, neighbours: 5);
        output.WriteLine($"Squared error {error:F5}, 5 nearest neighbours {accuracy:F4}");
        error.ShouldBeLessThan(0.02354);
        accuracy.ShouldBeGreaterThan(0.9692);
    }

    [MnistFact]
    public void Report_AfterTheFit_IsHealthyBesideTwentyPrincipalComponents()
    {
        ModelHealth health = example.Model.Report!.Health!;
        output.WriteLine($"Squared error {health.SquaredErrorPerPixel:F5}, of PCA {health.PcaSquaredErrorPerPixel:F5}");
        health.Verdict.ShouldBe(HealthVerdict.Healthy);
        health.ActiveUnits.ShouldBe(20);
        health.SampleRows.ShouldBe(4096);
        health.PcaSquaredErrorPerPixel!.Value.ShouldBe(0.02354, 0.02 * 0.02354);   // published for the components of all rows on the test set
    }

    [MnistFact]
    public void Transform_Reconstructions_BeatTwentyPrincipalComponents()
    {
        float[][] pictures = example.Model.Transform(example.TestView).Vectors(Reconstruction);
        double squared = 0;
        for (int i = 0; i < pictures.Length; i++)
        {
            ReadOnlySpan<byte> pixels = Mnist.Test[i];
            for (int slot = 0; slot < pixels.Length; slot++)
                squared += Math.Pow((pictures[i][slot] - pixels[slot]) / 255.0, 2);
        }
        squared /= pictures.Length * Mnist.PixelCount;
        output.WriteLine($"Squared error per pixel {squared:F5}");
        squared.ShouldBeLessThan(0.02354);   // PCA's squared error per pixel at d = 20
    }

    public sealed class Example() : MnistFit(new VaeOptions
    {
        OutputColumnName = TinyModel.Mean,
        InputColumnName = PixelViews.Column,
        ReconstructionColumnName = Reconstruction,
        Network = Network.FullyConnected([400]),
        LatentDimension = 20,
        Likelihood = Likelihood.Bernoulli,
        LearningRate = 1e-3,
        BatchSize = 128,
        Epochs = 10,
        Seed = 1,
    });
}
