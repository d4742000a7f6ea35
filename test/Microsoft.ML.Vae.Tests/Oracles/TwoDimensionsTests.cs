using Microsoft.ML.Vae.Samples.Idx;
using Microsoft.ML.Vae.Tests.Infrastructure;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>
/// Van de Kleut, "Variational AutoEncoders (VAE) with PyTorch": 784-512-2-512-784, squared error, Adam 1e-3, batch 128, as an autoencoder and as a variational
/// one: both codes cluster by digit, the autoencoder's far and wide, the other's compact around 0. Here of 20,000 images in 8 epochs.
/// </summary>
public sealed class TwoDimensionsTests(TwoDimensionsTests.Plain plain, TwoDimensionsTests.Variational variational, ITestOutputHelper output)
    : IClassFixture<TwoDimensionsTests.Plain>, IClassFixture<TwoDimensionsTests.Variational>
{
    private const int Rows = 20_000;
    private const double Compact = 4;   // of a standard normal distribution 0.006 % is farther out

    [MnistFact]
    public void Encode_Variational_StaysWithinFourStandardDeviationsOfThePrior()
    {
        double share = Within(Codes.Of(variational.Model, Mnist.Test));
        output.WriteLine($"{share:P3} of the codes within {Compact}");
        share.ShouldBeGreaterThanOrEqualTo(0.999);
    }

    [MnistFact]
    public void Encode_Plain_SpreadsFarWider()
    {
        float[] wide = Codes.Of(plain.Model, Mnist.Test), narrow = Codes.Of(variational.Model, Mnist.Test);
        output.WriteLine($"standard deviations {Deviation(wide):F2} and {Deviation(narrow):F2}; {Within(wide):P1} of the autoencoder's within {Compact}");
        Deviation(wide).ShouldBeGreaterThan(3 * Deviation(narrow));
        Within(wide).ShouldBeLessThan(0.9);
    }

    [MnistFact]
    public void Encode_Either_TellsTheDigits()
    {
        LabelledImages training = Mnist.Train.Take(Rows);
        double wide = Codes.Accuracy(plain.Model, training), narrow = Codes.Accuracy(variational.Model, training);
        output.WriteLine($"5 nearest neighbours: {wide:F3} plain, {narrow:F3} variational");
        wide.ShouldBeGreaterThanOrEqualTo(0.65);
        narrow.ShouldBeGreaterThanOrEqualTo(0.65);
    }

    private static double Within(float[] codes) => codes.Average(number => Math.Abs(number) <= Compact ? 1.0 : 0);

    private static double Deviation(float[] codes)
    {
        double mean = codes.Average();
        return Math.Sqrt(codes.Average(number => Math.Pow(number - mean, 2)));
    }

    public sealed class Plain() : MnistFit(Options(Objective.Autoencoder()), Rows);

    public sealed class Variational() : MnistFit(Options(Objective.Elbo()), Rows);

    private static VaeOptions Options(Objective objective) => new()
    {
        OutputColumnName = Models.LatentColumn,
        InputColumnName = PixelViews.Column,
        HiddenSizes = [512],
        LatentDimension = 2,
        Likelihood = Likelihood.Gaussian(Math.Sqrt(0.5)),   // the squared error itself
        Objective = objective,
        BatchSize = 32,
        LearningRate = 2e-3,
        Epochs = 10,
        Seed = 1,
    };
}
