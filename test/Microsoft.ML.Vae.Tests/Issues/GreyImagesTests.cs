namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>
/// Grey pixels have an entropy of their own, which differs from image to image: with the cross-entropy as the score, thin digits passed for
/// normal, and thick ones for anomalies.
/// </summary>
[Trait("case", "45")]
public class GreyImagesTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Score_OneDigitIsNormal_ExcessFindsTheOthersBetterThanTheNegativeElbo(int digit)
    {
        (double excess, double elbo) = (Auroc(digit, AnomalyScore.Excess), Auroc(digit, AnomalyScore.NegativeElbo));

        excess.ShouldBeGreaterThan(elbo + 0.01);
        excess.ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void Score_GreyPixelsReconstructedPerfectly_IsTheDivergenceAlone()
    {
        VaeOptions options = TestOptions.Tiny with { ScoreColumnName = AnomalyColumns.Score, ReconstructionColumnName = TinyModel.Reconstruction };
        using VaeTransformer transformer = options.Fit(TestImages.View(40));
        float[][] perfect = transformer.Transform(TestImages.View(40)).Vectors(TinyModel.Reconstruction);

        // Reconstructions of reconstructions differ from them by less than the images do: so little that hardly more than the KL is left.
        double[] excess = Scores(options with { AnomalyScore = AnomalyScore.ReconstructionError }, perfect);
        double[] images = Scores(options with { AnomalyScore = AnomalyScore.ReconstructionError }, [.. Enumerable.Range(0, 40).Select(row => TestImages.Floats(row))]);

        excess.Average().ShouldBeLessThan(0.1 * images.Average());
        excess.ShouldAllBe(score => score >= 0);
    }

    private static double[] Scores(VaeOptions options, float[][] rows)
    {
        using VaeTransformer model = options.Fit(TestImages.View(40));
        return [.. model.Transform(PixelViews.OfSingles(new MLContext(), rows)).Values<float>(AnomalyColumns.Score).Select(score => (double)score)];
    }

    private static double Auroc(int digit, AnomalyScore score)
    {
        VaeOptions options = TestOptions.Small with
        {
            Network = Network.FullyConnected([128]),
            LatentDimension = 8,
            Epochs = 20,
            BatchSize = 32,
            LearningRate = 2e-3,
            HealthReport = false,
            ScoreColumnName = AnomalyColumns.Score,
            AnomalyScore = score,
        };
        using VaeTransformer model = options.Fit(GeneratedDigits.View(GeneratedDigits.Of(digit, 0, 800)));
        return AnomalyColumns.Auroc(
            model.Transform(GeneratedDigits.View(GeneratedDigits.Of(digit, 800, 300))).Values<float>(AnomalyColumns.Score),
            model.Transform(GeneratedDigits.View(GeneratedDigits.Except(digit, 1000))).Values<float>(AnomalyColumns.Score));
    }
}
