namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>A blank image among digits is simpler than any of them, so its low score passed for that of a very normal image.</summary>
[Trait("case", "47")]
public class BlankImageTests
{
    [Theory]
    [InlineData(nameof(AnomalyScore.NegativeElbo), ThresholdSides.Upper, false)]
    [InlineData(nameof(AnomalyScore.NegativeElbo), ThresholdSides.Both, true)]
    [InlineData(nameof(AnomalyScore.Excess), ThresholdSides.Upper, false)]
    [InlineData(nameof(AnomalyScore.Excess), ThresholdSides.Both, true)]
    public void PredictedLabel_BlankImage_IsTrueIfScoresCanBeTooLow(string score, ThresholdSides sides, bool expected)
    {
        using VaeTransformer model = Fit(sides, AnomalyColumns.Scores[score]);
        IDataView view = model.Transform(GeneratedDigits.View([new byte[784]]));

        view.Values<bool>(AnomalyColumns.Label).ShouldBe([expected]);
        view.Values<float>(AnomalyColumns.PValue)[0].ShouldBeInRange(expected ? 0 : 0.9f, expected ? 0.01f : 1);
    }

    [Theory]
    [InlineData(ThresholdSides.Upper)]
    [InlineData(ThresholdSides.Both)]
    public void PredictedLabel_GreyOrWhiteImage_IsTrueWithEitherSides(ThresholdSides sides)
    {
        using VaeTransformer model = Fit(sides, AnomalyScore.NegativeElbo);
        byte[] grey = new byte[784], white = new byte[784];
        Array.Fill(grey, (byte)128);
        Array.Fill(white, (byte)255);

        model.Transform(GeneratedDigits.View([grey, white])).Values<bool>(AnomalyColumns.Label).ShouldBe([true, true]);
    }

    private static VaeTransformer Fit(ThresholdSides sides, AnomalyScore score) => (TestOptions.Small with
    {
        Network = Network.FullyConnected([128]),
        LatentDimension = 8,
        Epochs = 10,
        BatchSize = 64,
        LearningRate = 2e-3,
        HealthReport = false,
        PredictedLabelColumnName = AnomalyColumns.Label,
        PValueColumnName = AnomalyColumns.PValue,
        AnomalyScore = score,
        Contamination = 0.02,
        ThresholdSides = sides,
    }).Fit(GeneratedDigits.View(GeneratedDigits.Any(0, 2000)));
}
