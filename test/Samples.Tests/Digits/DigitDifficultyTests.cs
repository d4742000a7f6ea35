using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML.Vae.Results;
using Microsoft.ML.Vae.Samples.Digits.Drawing;

namespace Microsoft.ML.Vae.Samples.Tests.Digits;

/// <summary>The digits must neither be trivial nor hopeless, or the main job would show nothing.</summary>
public class DigitDifficultyTests
{
    private const int TrainCount = 10_000;
    private const int TestCount = 500;

    [Fact]
    public void FiveNearestNeighbours_OnPixels_BetweenNinetyAndNinetyNinePercent()
    {
        var generator = new DigitGenerator(1);
        var (pixels, labels) = generator.Draw(0, TrainCount);
        var (testPixels, testLabels) = generator.Draw(60_000, TestCount);

        var told = new NearestNeighbours(ToSingles(pixels), labels).Classify(ToSingles(testPixels), neighbours: 5);

        ((double)told.Zip(testLabels).Count(pair => pair.First == pair.Second) / TestCount).ShouldBeInRange(0.90, 0.99);
    }

    [Fact]
    public void PrincipalComponents_ForEightyPercentOfTheVariance_AtLeastTwenty()
    {
        const int Count = 3_000;
        var (pixels, _) = new DigitGenerator(1).Draw(0, Count);
        var images = Matrix<float>.Build.Dense(Count, DigitGenerator.PixelCount, (i, j) => pixels[i * DigitGenerator.PixelCount + j] / 255f);
        var mean = images.ColumnSums() / Count;
        var centred = images - Matrix<float>.Build.Dense(Count, DigitGenerator.PixelCount, (_, j) => mean[j]);
        var covariance = centred.TransposeThisAndMultiply(centred).ToDouble() / Count;

        var variances = covariance.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).OrderDescending();

        variances.Take(19).Sum().ShouldBeLessThan(0.8 * covariance.Trace());
    }

    private static float[] ToSingles(byte[] pixels) => Array.ConvertAll(pixels, pixel => (float)pixel);
}
