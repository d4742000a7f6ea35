using Microsoft.ML.TorchSharp;
using Microsoft.ML.TorchSharp.AutoFormerV2;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.PublicApi.Tests.Usage;

/// <summary>An application that also uses ML.NET's own package on TorchSharp, which was built for an earlier one.</summary>
public class MicrosoftMLTorchSharpTests
{
    [Fact]
    public void Fit_InAnApplicationWithMicrosoftMLTorchSharp_BothRunTorch()
    {
        var mlContext = new MLContext(seed: 1);
        using var perceptron = new MLP(inFeatures: 4, hiddenFeatures: 8, outFeatures: 3);
        perceptron.eval();
        using Tensor before = perceptron.forward(ones(2, 4));

        using VaeTransformer model = mlContext.Transforms
            .VariationalAutoencoder("Latent", nameof(Digit.Pixels), latentDimension: 2, epochs: 1)
            .Fit(mlContext.Data.LoadFromEnumerable(Digit.Some(50)));

        using Tensor after = perceptron.forward(ones(2, 4));
        after.data<float>().ToArray().ShouldBe(before.data<float>().ToArray());
        model.History.ShouldHaveSingleItem().ReconstructionLoss.ShouldBeGreaterThan(0);
        mlContext.MulticlassClassification.Trainers.TextClassification().ShouldNotBeNull();
    }
}
