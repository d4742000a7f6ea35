using Microsoft.ML.Vae.Shared.Idx;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch.nn;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>
/// Van de Kleut, "Variational AutoEncoders (VAE) with PyTorch": 784-512-2-512-784 with a sigmoid at the end, squared error, Adam 1e-3, 20 epochs, as an
/// autoencoder and as a variational one: both codes cluster by digit, the autoencoder's far and wide, the other's compact around 0. Here its modules are
/// trained on 30,000 images in a fifth of the article's steps, larger ones that shrink to nothing.
/// </summary>
[Trait("kind", "oracle")]
public sealed class TwoDimensionsTests(TwoDimensionsTests.Plain plain, TwoDimensionsTests.Variational variational, ITestOutputHelper output)
    : IClassFixture<TwoDimensionsTests.Plain>, IClassFixture<TwoDimensionsTests.Variational>
{
    private const int Rows = 30_000;
    private const int Neighbours = 20;   // where digits overlap, a few neighbours say little
    private const string Article = "784-512-2-512-784";
    private const double Compact = 4;   // of a standard normal distribution 0.006 % is farther out

    [MnistFact]
    public void Encode_Variational_StaysWithinFourStandardDeviationsOfThePrior()
    {
        double share = Within(LatentAccuracy.Latents(variational.Model, Mnist.Test));
        output.WriteLine($"{share:P3} of the codes within {Compact}");
        share.ShouldBeGreaterThanOrEqualTo(0.999);
    }

    [MnistFact]
    public void Encode_Plain_SpreadsFarWider()
    {
        float[] wide = LatentAccuracy.Latents(plain.Model, Mnist.Test), narrow = LatentAccuracy.Latents(variational.Model, Mnist.Test);
        output.WriteLine($"standard deviations {Deviation(wide):F2} and {Deviation(narrow):F2}; {Within(wide):P1} of the autoencoder's within {Compact}");
        Deviation(wide).ShouldBeGreaterThan(2 * Deviation(narrow));
        Within(wide).ShouldBeLessThan(0.95);
    }

    [MnistFact]
    public void Encode_Either_TellsTheDigits()
    {
        LabelledImages training = Mnist.Train.Take(Rows);
        double wide = LatentAccuracy.Of(plain.Model, training, Neighbours), narrow = LatentAccuracy.Of(variational.Model, training, Neighbours);
        output.WriteLine($"{Neighbours} nearest neighbours: {wide:F3} plain, {narrow:F3} variational");
        wide.ShouldBeGreaterThanOrEqualTo(0.65);
        narrow.ShouldBeGreaterThanOrEqualTo(0.65);
    }

    private static double Within(float[] codes) => codes.Average(number => Math.Abs(number) <= Compact ? 1.0 : 0);

    private static double Deviation(float[] codes)
    {
        double mean = codes.Average();
        return Math.Sqrt(codes.Average(number => Math.Pow(number - mean, 2)));
    }

    public sealed class Plain() : MnistFit(Options(Objective.Autoencoder), Rows, Register);

    public sealed class Variational() : MnistFit(Options(Objective.Elbo()), Rows, Register);

    private static VaeOptions Options(Objective objective) => new()
    {
        OutputColumnName = TinyModel.Mean,
        InputColumnName = PixelViews.Column,
        Network = Network.Custom(Article),
        LatentDimension = 2,
        Likelihood = Likelihood.Gaussian(Math.Sqrt(0.5)),   // the squared error itself
        Objective = objective,
        BatchSize = 128,
        LearningRate = 4e-3,
        LearningRateSchedule = LearningRateSchedule.Cosine(),
        Epochs = 8,
        Seed = 1,
    };

    private static void Register(MLContext context) => context.ComponentCatalog.RegisterVaeNetwork(Article, shape =>
    {
        torch.manual_seed(1);
        return VaeModule.Create(
            shape,
            Sequential(Linear(shape.InputSize, 512), ReLU(), Linear(512, shape.HasLogVariance ? 2 * shape.LatentDimension : shape.LatentDimension)),
            Sequential(Linear(shape.LatentDimension, 512), ReLU(), Linear(512, shape.DecoderOutputSize), Sigmoid()));
    });
}
