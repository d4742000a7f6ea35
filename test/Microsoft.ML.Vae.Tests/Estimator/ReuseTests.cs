namespace Microsoft.ML.Vae.Tests.Estimator;

[Trait("case", "7")]
public class ReuseTests
{
    [Fact]
    public void Fit_OneOptionsObjectTwice_SecondEqualsAFreshOne()
    {
        VaeOptions options = TestOptions.Tiny;
        VaeOptions before = options with { };
        using VaeTransformer first = options.Fit(TestImages.View(100));
        using VaeTransformer second = options.Fit(TestImages.View(100));
        using VaeTransformer fresh = TestOptions.Tiny.Fit(TestImages.View(100));

        second.Latents().ShouldBe(fresh.Latents());
        first.Latents().ShouldBe(fresh.Latents());
        options.ShouldBe(before);
    }

    [Fact]
    public void Fit_OneEstimatorTwice_SecondEqualsTheFirst()
    {
        VaeEstimator estimator = new MLContext().Transforms.VariationalAutoencoder(TestOptions.Tiny);
        using VaeTransformer first = estimator.Fit(TestImages.View(100));
        using VaeTransformer second = estimator.Fit(TestImages.View(100));

        second.Latents().ShouldBe(first.Latents());
    }

    [Fact]
    public void Fit_CallersListChangesLater_KeepsTheSizesOfThatTime()
    {
        var sizes = new List<int> { 8 };
        VaeEstimator estimator = new MLContext().Transforms.VariationalAutoencoder(TestOptions.Tiny with { Network = Network.FullyConnected(sizes) });
        sizes[0] = 3;

        using VaeTransformer got = estimator.Fit(TestImages.View(100));
        using VaeTransformer expected = TestOptions.Tiny.Fit(TestImages.View(100));

        got.Latents().ShouldBe(expected.Latents());
    }
}
