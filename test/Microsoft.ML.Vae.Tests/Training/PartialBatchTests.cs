using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training;

[Trait("trap", "14")]
public class PartialBatchTests
{
    private const int Size = 10;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    public void Fit_AnyNumberOfRows_CountsEachOncePerEpoch(int rows)
    {
        var log = new ProgressLog();
        using VaeTransformer model = (TestOptions.Small with { Epochs = 3, Progress = log }).Fit(PixelViews.OfBytes(new MLContext(), LearnableImages.Bytes(rows, Size)));

        log.Epochs.Select(epoch => epoch.Epoch).ShouldBe([1, 2, 3]);
        log.Epochs.ShouldAllBe(epoch => epoch.Rows == rows && epoch.RowCount == rows && epoch.Epochs == 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(17)]
    public void Fit_LastBatchOfOne_WeighsThatRowLikeEveryOther(int rows)
    {
        float[][] data = UnequalRows(rows);
        var log = new ProgressLog();
        using VaeTransformer model = (TestOptions.Frozen with { BatchSize = 4, Epochs = 1, Progress = log }).Fit(PixelViews.OfSingles(new MLContext(), data));

        double expected = DivergenceOfFreshWeights(data);
        // Single precision. The mean of the batches' means would be off by whole nats; see the next test.
        log.Epochs[0].KlDivergence.ShouldBe(expected, 1e-5 * (1 + expected));
    }

    [Fact]
    public void UnequalRows_MeanOfBatchMeans_WouldBeSeenByTheTestAbove()
    {
        float[][] data = UnequalRows(5);
        double mean = DivergenceOfFreshWeights(data);
        for (int alone = 0; alone < data.Length; alone++)
        {
            float[][] others = [.. data.Where((_, i) => i != alone)];
            double meanOfMeans = (DivergenceOfFreshWeights(others) + DivergenceOfFreshWeights([data[alone]])) / 2;
            Math.Abs(meanOfMeans - mean).ShouldBeGreaterThan(1e-3 * (1 + mean), $"row {alone} alone");
        }
    }

    [Fact]
    public void Fit_DuplicatedRows_HaveTheLossOfTheOriginals()
    {
        float[][] data = UnequalRows(6);
        double once = DivergenceOfFreshWeights(data);
        var log = new ProgressLog();
        using VaeTransformer model = (TestOptions.Frozen with { Epochs = 1, Progress = log }).Fit(PixelViews.OfSingles(new MLContext(), [.. data, .. data]));
        log.Epochs[0].KlDivergence.ShouldBe(once, 1e-5 * (1 + once));   // a mean over rows, not a sum; single precision
    }

    private static float[][] UnequalRows(int count) =>
        [.. LearnableImages.Singles(count, Size).Select((row, i) => Array.ConvertAll(row, value => value * (i + 1) / count))];

    /// <summary>The mean over rows, in plain doubles, for the weights from which a fit with the small options' seed starts.</summary>
    private static double DivergenceOfFreshWeights(float[][] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        using VaeNetwork network = Models.Network(Architectures.Dense(Size, [16], TestOptions.Small.LatentDimension, [16]), seed: 1);
        var reference = new ReferenceVae(network);
        return rows.Average(row => reference.KlDivergence(Array.ConvertAll(row, value => (double)value)));
    }
}
