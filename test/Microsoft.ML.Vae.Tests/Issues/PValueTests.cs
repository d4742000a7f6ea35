namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>Scores in nats do not say how rare they are; p-values do.</summary>
[Trait("case", "48")]
public class PValueTests
{
    private const int Calibration = 1000;
    private const int HeldOut = 1000;

    [Theory]
    [InlineData(ThresholdSides.Upper)]
    [InlineData(ThresholdSides.Both)]
    public void PValue_HeldOutDigits_AreUniform(ThresholdSides sides)
    {
        using VaeTransformer model = (Options() with { ThresholdSides = sides }).Fit(
            GeneratedDigits.View(GeneratedDigits.Any(0, 3000)), GeneratedDigits.View(GeneratedDigits.Any(3000, Calibration)));

        List<float> values = model.Transform(GeneratedDigits.View(GeneratedDigits.Any(5000, HeldOut))).Values<float>(AnomalyColumns.PValue);

        // Kolmogorov and Smirnov's distance of two samples, since the calibration rows are one, exceeds this once in a hundred times.
        Distance(values).ShouldBeLessThan(1.63 * Math.Sqrt(1.0 / Calibration + 1.0 / HeldOut));
        values.ShouldAllBe(value => value > 0 && value <= 1);
    }

    [Fact]
    public void PValue_OtherImages_AreSmall()
    {
        using VaeTransformer model = (Options() with { Epochs = 20 }).Fit(
            GeneratedDigits.View(GeneratedDigits.Of(3, 0, 900)), GeneratedDigits.View(GeneratedDigits.Of(3, 900, 400)));

        List<float> values = model.Transform(GeneratedDigits.View(GeneratedDigits.Except(3, 1000))).Values<float>(AnomalyColumns.PValue);

        values.Average().ShouldBeLessThan(0.25f);   // of normal rows it is 0.5
        values.Min().ShouldBe(1f / 401);
    }

    [Fact]
    public void PValue_FlaggedBelowAShare_IsThatShareOfNewRows()
    {
        using VaeTransformer model = Options().Fit(
            GeneratedDigits.View(GeneratedDigits.Any(0, 3000)), GeneratedDigits.View(GeneratedDigits.Any(3000, Calibration)));

        List<float> values = model.Transform(GeneratedDigits.View(GeneratedDigits.Any(5000, HeldOut))).Values<float>(AnomalyColumns.PValue);

        values.Count(value => value <= 0.05f).ShouldBeInRange(25, 75);   // 50 of 1000, give or take 2.5 standard deviations of √(50 + 50)
    }

    private static VaeOptions Options() => TestOptions.Small with
    {
        Network = Network.FullyConnected([64]),
        LatentDimension = 8,
        Epochs = 4,
        BatchSize = 64,
        LearningRate = 2e-3,
        HealthReport = false,
        PValueColumnName = AnomalyColumns.PValue,
    };

    private static double Distance(List<float> values)
    {
        float[] sorted = [.. values.Order()];
        return Enumerable.Range(0, sorted.Length)
            .Max(i => Math.Max(Math.Abs(sorted[i] - (double)i / sorted.Length), Math.Abs(sorted[i] - (i + 1.0) / sorted.Length)));
    }
}
