using System.Text.Json.Nodes;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tests.Likelihoods;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Persistence;

public class LikelihoodRoundTripTests
{
    public static TheoryNames Names => LikelihoodCase.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void SaveAndLoad_EveryLikelihood_SameDensityWeightsAndPictures(string name)
    {
        Likelihood likelihood = LikelihoodCase.Of(name).Likelihood;
        using TinyModel model = TinyModel.Create(torch.ScalarType.Byte, likelihood: likelihood, reconstruction: TinyModel.Reconstruction);
        ScriptedView data = new ScriptedView(300).AddVector(TinyModel.Input, NumberDataViewType.Byte, 12, row => TestImages.Dense(TestImages.Bytes(row)));

        using VaeTransformer loaded = SavedModel.Of(model.Transformer).Load().ShouldBeOfType<VaeTransformer>();

        loaded.Model.Likelihood.ToString().ShouldBe(likelihood.ToString());
        loaded.Transform(data).Vectors(TinyModel.Reconstruction).ShouldBe(model.Transformer.Transform(data).Vectors(TinyModel.Reconstruction));
        loaded.Evaluate(data, 1).NegativeElbo.ShouldBe(model.Transformer.Evaluate(data, 1).NegativeElbo);
        Weights.Of(loaded).ShouldBe(Weights.Of(model.Transformer));
    }

    [Theory]
    [InlineData("bernoulli", "kind")]
    [InlineData("continuous Bernoulli", "kind")]
    [InlineData("gaussian", "kind, standard_deviation")]
    [InlineData("global variance", "kind, minimum_standard_deviation")]
    [InlineData("laplace", "kind, scale")]
    public void Save_EveryLikelihood_WritesItsOwnNumbersOnly(string name, string members)
    {
        using TinyModel model = TinyModel.Create(likelihood: LikelihoodCase.Of(name).Likelihood);

        JsonObject description = Description(WeightsFile.Parse(SavedModel.Of(model.Transformer)[SavedModel.Weights]));

        string.Join(", ", description["likelihood"]!.AsObject().Select(member => member.Key)).ShouldBe(members);
        description.ContainsKey("dynamic_binarization").ShouldBeFalse();
    }

    [Theory]
    [InlineData(false, "decoder.log_variance.bias")]
    [InlineData(true, "decoder.log_variance.weight, decoder.log_variance.bias")]
    public void Save_LearnedVariance_NamesItsTensorsLikePyTorch(bool perPixel, string names)
    {
        using TinyModel model = TinyModel.Create(likelihood: Likelihood.GaussianWithLearnedVariance(perPixel));

        WeightsFile file = WeightsFile.Parse(SavedModel.Of(model.Transformer)[SavedModel.Weights]);

        string.Join(", ", file.TensorNames.Where(name => name.StartsWith("decoder.log_variance", StringComparison.Ordinal))).ShouldBe(names);
    }

    [Theory, Trait("case", "30")]
    [InlineData("laplace", "scale", "0")]
    [InlineData("laplace", "scale", "1e9")]
    [InlineData("laplace", "scale", null)]
    [InlineData("laplace", "standard_deviation", "1")]
    [InlineData("laplace", "kind", "\"discretized_logistic_\"")]
    [InlineData("laplace", "dynamic_binarization", "true")]
    [InlineData("discretized logistic", "scale", "0.001")]
    [InlineData("discretized logistic", "scale", "2")]
    [InlineData("global variance", "minimum_standard_deviation", "0")]
    [InlineData("global variance", "minimum_standard_deviation", null)]
    [InlineData("global variance", "kind", "\"gaussian_with_learned_pixel_variance\"")]   // other tensors
    [InlineData("pixel variance", "kind", "\"gaussian_with_learned_variance\"")]
    [InlineData("continuous Bernoulli", "scale", "1")]
    [InlineData("continuous Bernoulli", "dynamic_binarization", "1")]
    public void Read_BadNumbersOfALikelihood_Refused(string name, string member, string? value)
    {
        using TinyModel model = TinyModel.Create(likelihood: LikelihoodCase.Of(name).Likelihood);
        WeightsFile file = WeightsFile.Parse(SavedModel.Of(model.Transformer)[SavedModel.Weights]);
        JsonObject description = Description(file);
        JsonObject target = member == "dynamic_binarization" ? description : description["likelihood"]!.AsObject();
        target.Remove(member);
        if (value is not null)
            target[member] = JsonNode.Parse(value);
        file.Metadata["description"] = description.ToJsonString();

        ModelFormatAssert.Refused(file.ToBytes()).ShouldStartWith("The saved model is damaged: ");
    }

    private static JsonObject Description(WeightsFile file) => JsonNode.Parse(file.Metadata["description"]!.GetValue<string>())!.AsObject();
}
