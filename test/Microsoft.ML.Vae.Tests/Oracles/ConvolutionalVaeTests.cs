using Microsoft.ML.Vae.Tests.Infrastructure;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>
/// Raschka, "Variational Autoencoder for MNIST": convolutional, two latents, squared error summed over the pixels, batch 256: the reconstruction falls, the
/// divergence rises once the code is used, and what is drawn from the prior can be read. Here of 20,000 images in 5 epochs.
/// </summary>
public sealed class ConvolutionalVaeTests(ConvolutionalVaeTests.Lecture lecture, ITestOutputHelper output) : IClassFixture<ConvolutionalVaeTests.Lecture>
{
    private const int Rows = 20_000;

    [MnistFact]
    public void Fit_Epochs_TradeReconstructionForDivergence()
    {
        IReadOnlyList<TrainingEpoch> epochs = lecture.Model.History;
        output.WriteLine(string.Join("; ", epochs.Select(epoch => $"{epoch.ReconstructionLoss:F2} + {epoch.KullbackLeibler:F2}")));
        foreach ((TrainingEpoch earlier, TrainingEpoch later) in epochs.Zip(epochs.Skip(1)))
        {
            later.ReconstructionLoss.ShouldBeLessThan(earlier.ReconstructionLoss);
            later.NegativeElbo.ShouldBeLessThan(earlier.NegativeElbo);
        }
        epochs[^1].KullbackLeibler.ShouldBeGreaterThan(epochs[1].KullbackLeibler);
    }

    [MnistFact]
    public void Encode_TestSet_StaysWithinFourStandardDeviationsOfThePrior()
    {
        double share = Codes.Of(lecture.Model, Mnist.Test).Average(number => Math.Abs(number) <= 4 ? 1.0 : 0);
        output.WriteLine($"{share:P3} of the codes within 4");
        share.ShouldBeGreaterThanOrEqualTo(0.999);
    }

    [MnistFact]
    public void Sample_FromThePrior_CanBeRead()
    {
        float[] drawn = PixelValues(lecture.Model.Sample(200, seed: 1), "Sample");
        double distance = DistanceToDigits(drawn), noise = DistanceToDigits(Average());
        output.WriteLine($"squared distance to the nearest of 2000 digits: {distance:F1} of draws, {noise:F1} of the mean image");
        // A blur of all digits, as a collapsed decoder draws it, is farther from every digit than a picture of one.
        distance.ShouldBeLessThan(0.7 * noise);
    }

    /// <summary>The mean over pictures of the squared distance to the nearest training image, pixels in 0..1.</summary>
    private static double DistanceToDigits(float[] pictures)
    {
        float[][] digits = [.. Codes.Pixels(Mnist.Train.Take(2000)).Chunk(Mnist.PixelCount)];
        return pictures.Chunk(Mnist.PixelCount).AsParallel().Average(picture => digits.Min(digit => SquaredDistance(picture, digit)));
    }

    private static double SquaredDistance(float[] a, float[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    private static float[] Average()
    {
        float[] digits = Codes.Pixels(Mnist.Train.Take(2000));
        return [.. Enumerable.Range(0, Mnist.PixelCount).Select(i => digits.Where((_, at) => at % Mnist.PixelCount == i).Average())];
    }

    private static float[] PixelValues(IDataView view, string column) =>
        Array.ConvertAll(Microsoft.ML.Vae.Samples.Data.ColumnReader.Vectors(view, column).Values, grey => grey / 255f);

    public sealed class Lecture() : MnistFit(new VaeOptions
    {
        OutputColumnName = Models.LatentColumn,
        InputColumnName = PixelViews.Column,
        Image = new ImageLayout(28, 28, 1),
        Network = Network.Convolutional(activation: Activation.LeakyRelu),
        LatentDimension = 2,
        Likelihood = Likelihood.Gaussian(0.25),   // the squared error, eight times over
        BatchSize = 64,
        Epochs = 5,
        Seed = 1,
    }, Rows);
}
