using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Estimator;

public class LearnedVarianceWarmStartTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_WarmStart_BeginsWithTheLearnedVarianceToo(bool perPixel)
    {
        VaeOptions options = TestOptions.Tiny with { Likelihood = Likelihood.GaussianWithLearnedVariance(perPixel), LearningRate = 0.01 };
        using VaeTransformer source = options.Fit(TestImages.View(100));
        using VaeTransformer warm = Fit(options with { LearningRate = 1e-30, Seed = 77 }, source);   // no weight in single precision moves

        Weights.Of(warm).ShouldBe(Weights.Of(source));
        Weights.Of(warm).Length.ShouldBe(perPixel ? 12 : 11);   // five layers of the encoder and decoder, and what gives the variance
    }

    [Theory]
    [InlineData(false, ", one learned variance")]
    [InlineData(true, ", a learned variance per pixel")]
    public void Fit_SourceWithoutThatVariance_ArgumentThatSaysBoth(bool perPixel, string wanted)
    {
        using VaeTransformer source = TestOptions.Tiny.Fit(TestImages.View(20));
        VaeOptions options = TestOptions.Tiny with { Likelihood = Likelihood.GaussianWithLearnedVariance(perPixel) };

        string message = Should.Throw<ArgumentException>(() => Fit(options, source)).Message;

        const string layers = "fully connected (encoder 8, decoder 8 units, Relu), 12 pixels, 2 latent dimensions";
        message.ShouldStartWith($"The model to start from is {layers}; the options and the data ask for {layers}{wanted}.");
    }

    private static VaeTransformer Fit(VaeOptions options, VaeTransformer warmStart) =>
        new MLContext().Transforms.VariationalAutoencoder(options).Fit(TestImages.View(100), null, warmStart);
}
