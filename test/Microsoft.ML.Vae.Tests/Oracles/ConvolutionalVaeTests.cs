using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Results;
using Microsoft.ML.Vae.Samples.Shared.Data;
using Microsoft.ML.Vae.Shared.Idx;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>
/// Raschka, "Variational Autoencoder for MNIST": convolutional, two latents, squared error summed over the pixels, 50 epochs: the reconstruction
/// falls, the divergence falls and then rises, and digits can be drawn from the prior. Here of 20,000 images in 6 epochs, with half of the channels.
/// </summary>
[Trait("kind", "oracle")]
public sealed class ConvolutionalVaeTests(ConvolutionalVaeTests.Lecture lecture, ITestOutputHelper output) : IClassFixture<ConvolutionalVaeTests.Lecture>
{
    private const int Rows = 20_000;

    [MnistFact]
    public void Fit_Epochs_LowerTheReconstructionWhileTheDivergenceFallsAndRises()
    {
        IReadOnlyList<TrainingEpoch> epochs = lecture.Model.History;
        output.WriteLine(string.Join("; ", epochs.Select(epoch => $"{epoch.ReconstructionLoss:F2} + {epoch.KlDivergence:F2}")));
        foreach ((TrainingEpoch earlier, TrainingEpoch later) in epochs.Zip(epochs.Skip(1)))
            later.ReconstructionLoss.ShouldBeLessThan(earlier.ReconstructionLoss);
        double lowest = epochs.Min(epoch => epoch.KlDivergence);
        epochs[0].KlDivergence.ShouldBeGreaterThan(lowest + 0.1);
        epochs[^1].KlDivergence.ShouldBeGreaterThan(lowest + 0.1);
    }

    [MnistFact]
    public void Encode_TestSet_StaysWithinFourStandardDeviationsOfThePrior()
    {
        double share = LatentAccuracy.Latents(lecture.Model, Mnist.Test).Average(number => Math.Abs(number) <= 4 ? 1.0 : 0);
        output.WriteLine($"{share:P3} of the codes within 4");
        share.ShouldBeGreaterThanOrEqualTo(0.999);
    }

    [MnistFact]
    public void Sample_FromThePrior_IsOfManyDigits()
    {
        LabelledImages training = Mnist.Train.Take(Rows);
        float[] drawn = Array.ConvertAll(ColumnReader.Vectors(lecture.Model.Sample(200, seed: 1), "Sample").Values, grey => grey / 255f);
        byte[] told = new NearestNeighbours(LatentAccuracy.Pixels(training), training.Labels).Classify(drawn, neighbours: 5);
        output.WriteLine(string.Join(", ", told.GroupBy(digit => digit).OrderBy(group => group.Key).Select(group => $"{group.Key}: {group.Count()}")));
        // A collapsed decoder draws one picture; here the nearest real digits are of most kinds.
        told.Distinct().Count().ShouldBeGreaterThanOrEqualTo(7);
    }

    public sealed class Lecture() : MnistFit(new VaeOptions
    {
        OutputColumnName = TinyModel.Mean,
        InputColumnName = PixelViews.Column,
        Image = new ImageLayout(28, 28, 1),
        Network = Network.Convolutional([16, 32], Activation.LeakyRelu),
        LatentDimension = 2,
        Likelihood = Likelihood.Gaussian(Math.Sqrt(0.5)),   // the squared error itself
        BatchSize = 128,
        LearningRate = 2e-3,
        Epochs = 6,
        Seed = 1,
    }, Rows);
}
