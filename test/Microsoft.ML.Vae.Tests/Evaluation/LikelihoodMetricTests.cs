using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Tests.Likelihoods;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Evaluation;

/// <summary>Evaluate under each likelihood, against plain C# doubles.</summary>
public class LikelihoodMetricTests
{
    private const int Size = 15;

    public static TheoryNames Names => LikelihoodCase.Names;

    [Theory, Trait("trap", "11")]
    [MemberData(nameof(Names))]
    public void Evaluate_EveryLikelihood_HasItsFullDensityAndItsPictures(string name)
    {
        LikelihoodCase likelihood = LikelihoodCase.Of(name);
        var context = new MLContext();
        byte[][] bytes = LearnableImages.Bytes(300, Size);   // more than one forward pass
        VaeNetwork network = Models.Network(Architectures.Dense(Size, [9], 3, [9]) with { PixelVariance = likelihood.Likelihood.PixelVariance });
        using VaeTransformer model = Models.Transformer(context, network, likelihood.Likelihood, torch.ScalarType.Byte);
        var reference = new ReferenceVae(network);
        double loss = 0, divergence = 0, error = 0;
        foreach (double[] x in bytes.Select(row => Array.ConvertAll(row, grey => grey / 255.0)))
        {
            double[] decoded = reference.Decode(reference.Encode(x).Mean);
            loss += likelihood.Loss(decoded, x) / bytes.Length;
            divergence += reference.KlDivergence(x) / bytes.Length;
            error += x.Select((pixel, i) => Math.Pow(pixel - likelihood.Mean(decoded[i]), 2)).Average() / bytes.Length;
        }

        VaeMetrics metrics = model.Evaluate(PixelViews.OfBytes(context, bytes));

        metrics.ReconstructionLoss.ShouldBe(loss, 1e-5 * (Size + Math.Abs(loss)));   // single precision
        metrics.NegativeElbo.ShouldBe(loss + divergence, 1e-5 * (Size + Math.Abs(loss)));
        metrics.BitsPerDimension.ShouldBe((loss + divergence) / (Size * Math.Log(2)), 1e-5 * (1 + Math.Abs(loss) / Size));
        metrics.SquaredErrorPerPixel.ShouldBe(error, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_EveryLikelihood_MovesEveryParameterAndLowersTheLoss(string name)
    {
        VaeOptions options = TestOptions.Small with { Likelihood = LikelihoodCase.Of(name).Likelihood, Epochs = 8, LearningRate = 0.01 };
        IDataView view = PixelViews.OfBytes(new MLContext(), LearnableImages.Bytes(200, Size));
        using VaeTransformer frozen = (options with { LearningRate = 1e-30, Epochs = 1 }).Fit(view);
        using VaeTransformer model = options.Fit(view);

        Weights.All(model).Zip(Weights.All(frozen)).ShouldAllBe(pair => !pair.First.SequenceEqual(pair.Second));
        model.Evaluate(view).NegativeElbo.ShouldBeLessThan(frozen.Evaluate(view).NegativeElbo - 0.5);
    }
}
