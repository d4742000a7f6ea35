using System.Runtime.Intrinsics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Vae.Tests.Training.Fused;

/// <summary>Which engine trains a model, and what the log says of it.</summary>
public class EngineOptionTests
{
    private static readonly VaeOptions _options = TestOptions.Tiny with { Epochs = 1 };
    private static readonly ImageLayout _image = new(3, 4, 1);

    [Fact]
    public void Fit_FullyConnectedAndNoWish_IsTrainedByTheFasterEngine() =>
        Engine(_options).ShouldBe($"Engine: {(Vector512.IsHardwareAccelerated ? TrainingEngine.Fused : TrainingEngine.Autograd)}");

    [Theory]
    [InlineData(TrainingEngine.Fused, TrainingEngine.Fused)]
    [InlineData(TrainingEngine.Autograd, TrainingEngine.Autograd)]
    public void Fit_FullyConnected_IsTrainedByTheEngineOfTheOption(TrainingEngine wanted, TrainingEngine expected) =>
        Engine(_options with { Engine = wanted }).ShouldBe($"Engine: {expected}");

    public static TheoryData<string> Obstacles => ["network", "likelihood", "objective"];

    [Theory]
    [MemberData(nameof(Obstacles))]
    public void Fit_ModelThatOnlyAutogradCanTrain_IsTrainedByIt(string obstacle) =>
        Engine(With(obstacle)).ShouldBe("Engine: Autograd");

    [Theory]
    [MemberData(nameof(Obstacles))]
    public void Fit_FusedIsAskedForInVain_IsRefusedWithTheReason(string obstacle)
    {
        string message = Should.Throw<InvalidOperationException>(() => Engine(With(obstacle) with { Engine = TrainingEngine.Fused })).Message;

        message.ShouldStartWith($"Engine is Fused, which cannot train this model: the {obstacle} is ");
        message.ShouldEndWith(". Use Auto.");
    }

    [Fact]
    public void Fit_BothEngines_ReachTheSameLoss()
    {
        VaeOptions options = _options with { Epochs = 5, BatchSize = 10 };
        using VaeTransformer fused = Fit(options, new MLContext(1)), autograd = Fit(options with { Engine = TrainingEngine.Autograd }, new MLContext(1));

        fused.History[^1].NegativeElbo.ShouldBe(autograd.History[^1].NegativeElbo, 1e-4);
    }

    private static VaeOptions With(string obstacle) => obstacle switch
    {
        "network" => _options with { Network = Network.Convolutional([2]), Image = _image },
        "likelihood" => _options with { Likelihood = Likelihood.ContinuousBernoulli },
        _ => _options with { Objective = Objective.ImportanceWeighted(2) },
    };

    private static string Engine(VaeOptions options)
    {
        var context = new MLContext(seed: 1);
        var log = new Log(context);
        using VaeTransformer model = Fit(options, context);
        return log.Of(ChannelMessageKind.Info).Select(message => message.RawMessage).Single(text => text.StartsWith("Engine: ", StringComparison.Ordinal));
    }

    private static VaeTransformer Fit(VaeOptions options, MLContext context) =>
        context.Transforms.VariationalAutoencoder(options).Fit(TestImages.View(40));
}
