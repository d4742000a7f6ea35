using Microsoft.ML.Runtime;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>A fit of 40 steps learned nothing, and said nothing.</summary>
public class FitTooShortTests
{
    private const string TooShort = "too few to learn";

    [MnistFact]
    public void Fit_FourHundredDigitsTenEpochs_WarnsWithTheStepsAndTheRemedy()
    {
        var context = new MLContext();
        string[] warnings = Warnings(context, Options, Mnist.View(context, Mnist.Train.Take(400)));

        string warning = warnings.ShouldHaveSingleItem();
        warning.ShouldContain("The fit made 40 optimizer steps, too few to learn: ");
        warning.ShouldEndWith("Raise Epochs from 10 to 250 for 1,000 steps, or lower BatchSize.");
    }

    [MnistTheory]
    [InlineData(400, 100)]
    [InlineData(20_000, 1)]
    public void Fit_DigitsForLongEnough_DoesNotWarn(int rows, int epochs)
    {
        var context = new MLContext();
        Warnings(context, Options with { Epochs = epochs }, Mnist.View(context, Mnist.Train.Take(rows)))
            .ShouldNotContain(warning => warning.Contains(TooShort));
    }

    [Fact]
    public void Fit_FewStepsWithoutAHealthReport_Warns() => Warnings(
        new MLContext(), Options with { HealthReport = false, LatentDimension = 2 }, LearnableImages.View()).ShouldHaveSingleItem().ShouldContain(TooShort);

    [Fact]
    public void Fit_FewStepsOfSeveralBatches_NamesTheOptionThatJoinsThem() => Warnings(
        new MLContext(), Options with { BatchSize = 16, GradientAccumulationSteps = 8, LatentDimension = 2 }, LearnableImages.View())
        .ShouldHaveSingleItem().ShouldEndWith(" steps, or lower GradientAccumulationSteps.");

    [Fact]
    public void Fit_FewStepsThatLearn_DoesNotWarn() => Warnings(
        new MLContext(), Options with { LearningRate = 0.02, Epochs = 60 }, LearnableImages.View()).ShouldNotContain(warning => warning.Contains(TooShort));

    [Fact]
    public void Fit_AutoencoderWithoutDivergence_DoesNotWarn() => Warnings(
        new MLContext(), Options with { Objective = Objective.Autoencoder }, LearnableImages.View()).ShouldNotContain(warning => warning.Contains(TooShort));

    private static VaeOptions Options => new()
    {
        OutputColumnName = TinyModel.Mean,
        InputColumnName = PixelViews.Column,
        Network = Network.FullyConnected([400]),
        Epochs = 10,
        BatchSize = 128,
        Seed = 1,
    };

    private static string[] Warnings(MLContext context, VaeOptions options, IDataView data)
    {
        var log = new Log(context);
        options.Fit(data, null, context).Dispose();
        return [.. log.Of(ChannelMessageKind.Warning).Select(message => message.Message)];
    }
}
