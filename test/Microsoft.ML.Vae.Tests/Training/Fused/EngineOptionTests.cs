using System.Runtime.Intrinsics;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Training;
using static TorchSharp.torch;

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

    [Fact]
    public void Fit_Convolutional_IsTrainedByTheFasterEngine() =>
        Engine(_options with { Network = Network.Convolutional([16]), Image = _image })
            .ShouldBe($"Engine: {(Vector512.IsHardwareAccelerated ? TrainingEngine.Fused : TrainingEngine.Autograd)}");

    [Fact]
    public void Fit_ConvolutionalInBFloat16_IsRefused()
    {
        VaeOptions options = _options with { Network = Network.Convolutional([16]), Image = _image, Precision = TrainingPrecision.BFloat16 };

        Should.Throw<InvalidOperationException>(() => Engine(options)).Message.ShouldStartWith(
            "Precision is BFloat16, which is for fully connected networks; this one is convolutional");
    }

    [Theory]
    [MemberData(nameof(Obstacles))]
    public void Fit_FusedIsAskedForInVain_IsRefusedWithTheReason(string obstacle)
    {
        string message = Should.Throw<InvalidOperationException>(() => Engine(With(obstacle) with { Engine = TrainingEngine.Fused })).Message;

        message.ShouldStartWith($"Engine is Fused, which cannot train this model: the {obstacle} is ");
        message.ShouldEndWith(". Use Auto.");
    }

    [Theory]
    [MemberData(nameof(Obstacles))]
    public void Fit_BFloat16IsAskedForInVain_IsRefusedWithTheReason(string obstacle)
    {
        string message = Should.Throw<InvalidOperationException>(() => Engine(With(obstacle) with { Precision = TrainingPrecision.BFloat16 })).Message;

        message.ShouldStartWith($"Precision is BFloat16, which needs the engine Fused, which cannot train this model: the {obstacle} is ");
        message.ShouldEndWith(". Use Single.");
    }

    [Fact]
    public void Create_BFloat16WithAutograd_IsRefused() =>
        Should.Throw<ArgumentException>(() => new MLContext().Transforms.VariationalAutoencoder(
            _options with { Precision = TrainingPrecision.BFloat16, Engine = TrainingEngine.Autograd })).Message
            .ShouldContain("Precision is BFloat16; must be Single with Engine = Autograd.");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Choose_BFloat16_IsTakenWhereTheProcessorMultipliesItAndElseWarnsOnce(bool isMultiplied)
    {
        var context = new MLContext(1);
        var log = new Log(context);
        IHost host = Models.Host(context);
        VaeNetwork network = Models.Network(Architectures.Dense(TinyModel.Size, [7], 3, [5]));
        var input = new PixelColumn(PixelViews.Column, ScalarType.Float32, TinyModel.Size, PixelScaling.None);
        using var model = new VaeModel(network, input, Likelihood.Bernoulli, sampleSeed: 1, CPU);
        using IChannel channel = host.Start("Test");

        EngineChoice choice = EngineSelector.Choose(
            host, channel, _options with { Engine = TrainingEngine.Fused, Precision = TrainingPrecision.BFloat16 }, model, isMultiplied);

        choice.ShouldBe(new EngineChoice(TrainingEngine.Fused, isMultiplied ? TrainingPrecision.BFloat16 : TrainingPrecision.Single));
        log.Of(ChannelMessageKind.Info).Single().RawMessage.ShouldBe(isMultiplied ? "Engine: Fused, BFloat16" : "Engine: Fused");
        log.Warnings.Select(message => message.RawMessage).ShouldBe(isMultiplied ? [] :
            ["Precision is BFloat16, but the processor has no instructions for it (AVX512_BF16 or AMX); this fit uses Single."]);
    }

    [Fact]
    public void Fit_BFloat16_ReachesTheLossOfSinglePrecision()
    {
        VaeOptions options = _options with { Epochs = 5, BatchSize = 10 };
        using VaeTransformer single = Fit(options, new MLContext(1)), rounded = Fit(options with { Precision = TrainingPrecision.BFloat16 }, new MLContext(1));

        rounded.History[^1].NegativeElbo.ShouldBe(single.History[^1].NegativeElbo, 0.05);
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
