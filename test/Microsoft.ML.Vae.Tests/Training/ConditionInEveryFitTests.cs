using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>A condition beside everything else that a fit may be asked for: it trains, measures, saves and draws.</summary>
public class ConditionInEveryFitTests
{
    private static readonly VaeOptions _options = TestOptions.Tiny with { ConditionColumnName = ConditionedImages.Column, ReconstructionColumnName = TinyModel.Reconstruction };
    private static readonly VaeOptions _image = _options with { Image = new ImageLayout(3, 4, Channels: 1), Network = Network.FullyConnected([VaeDefaults.HiddenSize]) };

    private static readonly Dictionary<string, VaeOptions> _all = new()
    {
        ["importance-weighted"] = _options with { Objective = Objective.ImportanceWeighted(3) },
        ["bound's own gradient"] = _options with { Objective = Objective.ImportanceWeighted(3, doublyReparameterised: false) },
        ["total correlation"] = _options with { Objective = Objective.TotalCorrelation() },
        ["InfoVAE"] = _options with { Objective = Objective.InfoVae() },
        ["autoencoder"] = _options with { Objective = Objective.Autoencoder },
        ["codebook"] = _options with { Objective = Objective.VectorQuantization(5, groups: 2) },
        ["one variance"] = _options with { Likelihood = Likelihood.GaussianWithLearnedVariance() },
        ["a variance per pixel"] = _options with { Likelihood = Likelihood.GaussianWithLearnedVariance(perPixel: true) },
        ["black and white"] = _options with { DynamicBinarization = true },
        ["corruption"] = _options with { Corruption = Corruption.Masking() },
        ["linear"] = _options with { Network = Network.Linear },
        ["convolutional"] = _image with { Network = Network.Convolutional([4, 6]) },
        ["residual"] = _image with { Network = Network.Residual([4], normalization: Normalization.Batch) },
        ["convolutional with a codebook"] = _image with { Network = Network.Convolutional([4]), Objective = Objective.VectorQuantization(5, groups: 2) },
        ["custom"] = _options with { Network = Network.Custom("own") },
        ["custom with a codebook"] = _options with { Network = Network.Custom("own"), Objective = Objective.VectorQuantization(5) },
    };

    public static TheoryData<string> Names => [.. _all.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_WithACondition_TrainsSavesAndDraws(string name)
    {
        MLContext context = Context();
        VaeOptions options = _all[name];
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(options).Fit(ConditionedImages.View(60), ConditionedImages.View(20));
        using var loaded = (VaeTransformer)context.Model.Load(new MemoryStream(SavedModel.ZipOf(model)), out _);

        double.IsFinite(model.History[^1].NegativeElbo).ShouldBeTrue();
        double.IsFinite(model.History[^1].ValidationNegativeElbo!.Value).ShouldBeTrue();
        float[][] pictures = model.Transform(ConditionedImages.View(60)).Vectors(TinyModel.Reconstruction);
        pictures.SelectMany(row => row).ShouldAllBe(value => float.IsFinite(value));
        loaded.Transform(ConditionedImages.View(60)).Vectors(TinyModel.Reconstruction).ShouldBe(pictures);
        model.Decode(model.Encode(ConditionedImages.View(60))).Vectors(TinyModel.Reconstruction).ShouldBe(pictures);
        if (name == "autoencoder")
            Should.Throw<InvalidOperationException>(() => model.Sample(3, seed: 1, condition: [2]));
        else
            loaded.Sample(3, seed: 1, condition: [2]).Vectors("Sample").ShouldBe(model.Sample(3, seed: 1, condition: [2]).Vectors("Sample"));
        model.Traverse([0, 0], 0, condition: [1]).Vectors(TinyModel.Reconstruction)
            .ShouldNotBe(model.Traverse([0, 0], 0, condition: [3]).Vectors(TinyModel.Reconstruction));
    }

    private static MLContext Context()
    {
        var context = new MLContext(1);
        context.ComponentCatalog.RegisterVaeNetwork("own", shape => VaeModule.Create(
            shape,
            torch.nn.Linear(shape.InputSize + shape.ConditionSize, (shape.HasLogVariance ? 2 : 1) * shape.LatentDimension),
            torch.nn.Linear(shape.LatentDimension + shape.ConditionSize, shape.DecoderOutputSize)));
        return context;
    }
}
