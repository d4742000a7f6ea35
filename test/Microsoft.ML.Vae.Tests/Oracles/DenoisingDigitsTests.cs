using Microsoft.ML.Vae.Samples.Shared.Data;
using Microsoft.ML.Vae.Shared.Idx;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>A denoising autoencoder (Vincent et al., 2010) brings corrupted digits nearer to the clean ones, and nearer than one that never saw noise.</summary>
[Trait("kind", "oracle")]
public sealed class DenoisingDigitsTests(ITestOutputHelper output)
{
    private const int Rows = 20_000;
    private const double Probability = 0.2;

    [MnistFact]
    public void Reconstruction_OfCorruptedDigits_IsNearerToTheCleanOnes()
    {
        LabelledImages test = Mnist.Test.Take(2000);
        float[] clean = LatentAccuracy.Pixels(test);
        byte[][] corrupted = Corrupt(test);
        double before = Error([.. corrupted.SelectMany(row => row).Select(grey => grey / 255f)], clean);

        double denoised = Error(Reconstruct(Corruption.SaltAndPepper(Probability), corrupted), clean);
        double plain = Error(Reconstruct(corruption: null, corrupted), clean);
        output.WriteLine($"squared error per pixel: corrupted {before:F4}, denoised {denoised:F4}, by an autoencoder that saw no noise {plain:F4}");
        denoised.ShouldBeLessThan(0.5 * before);
        denoised.ShouldBeLessThan(plain);
    }

    private static float[] Reconstruct(Corruption? corruption, byte[][] rows)
    {
        var context = new MLContext();
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = TinyModel.Mean,
            InputColumnName = PixelViews.Column,
            ReconstructionColumnName = "Again",
            Objective = Objective.Autoencoder,
            Corruption = corruption,
            LatentDimension = 32,
            Epochs = 3,
            Seed = 1,
        }).Fit(Mnist.View(context, Mnist.Train.Take(Rows)));
        return Array.ConvertAll(ColumnReader.Vectors(model.Transform(PixelViews.OfBytes(context, rows)), "Again").Values, grey => grey / 255f);
    }

    private static byte[][] Corrupt(LabelledImages images)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, images.Count).Select(i => Array.ConvertAll(images[i].ToArray(), grey => random.NextDouble() switch
        {
            < Probability / 2 => (byte)255,
            < Probability => (byte)0,
            _ => grey,
        }))];
    }

    private static double Error(float[] values, float[] clean) => values.Zip(clean, (a, b) => Math.Pow(a - b, 2)).Average();
}
