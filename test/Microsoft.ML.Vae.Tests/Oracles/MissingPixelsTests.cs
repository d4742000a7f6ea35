using Microsoft.ML.Vae.Results;
using Microsoft.ML.Vae.Samples.Shared.Data;
using Microsoft.ML.Vae.Shared.Idx;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>
/// Of MNIST's images, in training as in scoring, 30 % of the pixels are missing at random: the reconstruction fills them in better than the
/// mean image and 32 principal components do.
/// </summary>
[Trait("kind", "oracle")]
public sealed class MissingPixelsTests(ITestOutputHelper output)
{
    private const int Rows = 20_000;
    private const double Share = 0.3;
    private const float Missing = float.NaN;

    [MnistFact]
    public void Reconstruction_ThirtyPercentMissing_IsNearerThanMeanAndComponents()
    {
        (float[] trained, _) = Hide(Mnist.Train.Take(Rows), seed: 1);
        (float[] seen, float[] whole) = Hide(Mnist.Test, seed: 2);
        double mean = Error(Impute(0), seen, whole), components = Error(Impute(32), seen, whole);
        double imputed = Error(Reconstruct(trained, seen), seen, whole);
        output.WriteLine($"squared error of missing pixels: mean {mean:F4}, 32 components {components:F4}, model {imputed:F4}, {imputed / mean:F3} of the mean's");

        imputed.ShouldBeLessThan(0.6 * mean);
        imputed.ShouldBeLessThan(components);

        float[] Impute(int count)
        {
            using var imputation = new PcaImputation(trained, Mnist.PixelCount, count);
            return imputation.Impute(seen);
        }
    }

    private static float[] Reconstruct(float[] trained, float[] seen)
    {
        var context = new MLContext();
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = TinyModel.Mean,
            InputColumnName = PixelViews.Column,
            ReconstructionColumnName = TinyModel.Reconstruction,
            Network = Network.FullyConnected([400]),
            LatentDimension = 32,
            Likelihood = Likelihood.Gaussian(0.2),
            OnMissingValue = MissingValueBehavior.Impute,
            Epochs = 10,
            Seed = 1,
            HealthReport = false,
        }).Fit(View(trained));
        return ColumnReader.Vectors(model.Transform(View(seen)), TinyModel.Reconstruction).Values;

        IDataView View(float[] pixels) => PixelViews.OfSingles(context, [.. pixels.Chunk(Mnist.PixelCount)]);
    }

    private static (float[] Seen, float[] Whole) Hide(LabelledImages images, int seed)
    {
        var random = new Random(seed);
        float[] whole = LatentAccuracy.Pixels(images);
        return (Array.ConvertAll(whole, pixel => random.NextDouble() < Share ? Missing : pixel), whole);
    }

    private static double Error(float[] filled, float[] seen, float[] whole) =>
        Enumerable.Range(0, seen.Length).Where(i => float.IsNaN(seen[i])).Average(i => Math.Pow(filled[i] - whole[i], 2));
}
