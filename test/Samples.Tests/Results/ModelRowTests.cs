using Microsoft.ML.Vae.Results;

namespace Microsoft.ML.Vae.Samples.Tests.Results;

public class ModelRowTests
{
    [Fact]
    public void Code_OfOptions_IsTheirText() =>
        Row(options => options with { Epochs = 2, Objective = Objective.Elbo(BetaSchedule.Linear(epochs: 3)) })
            .Code.ShouldBe("Epochs = 2, Objective = Objective.Elbo(BetaSchedule.Linear(epochs: 3))");

    [Fact]
    public void Code_OverSeveralLines_IsOne() =>
        Row(options => options with
        {
            Epochs = 2,
            LatentDimension = 3,
        }).Code.ShouldBe("Epochs = 2, LatentDimension = 3");

    [Fact]
    public void Code_OfAnythingElse_IsRefused() =>
        Should.Throw<FormatException>(() => Row(settings => settings).Code)
            .Message.ShouldBe("The options of 'Some' are written 'settings => settings'; must be 'options => options with { … }'.");

    private static ModelRow Row(Func<VaeOptions, VaeOptions> configure, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(configure))] string text = "") =>
        new("Some", "z", "Someone", configure, text);
}
