namespace Microsoft.ML.Vae.Tests.Estimator;

[Trait("case", "7")]
public class ReuseTests
{
    [Fact]
    public void Fit_OneOptionsObjectTwice_SecondEqualsAFreshOne()
    {
        VaeOptions options = TinyOptions.Create();
        VaeOptions before = options with { };
        using VaeTransformer first = options.FitTo(Pictures.View(100));
        using VaeTransformer second = options.FitTo(Pictures.View(100));
        using VaeTransformer fresh = TinyOptions.Create().FitTo(Pictures.View(100));

        second.Latents().ShouldBe(fresh.Latents());
        first.Latents().ShouldBe(fresh.Latents());
        options.ShouldBe(before);
    }

    [Fact]
    public void Fit_OneEstimatorTwice_SecondEqualsTheFirst()
    {
        VaeEstimator estimator = new MLContext().Transforms.VariationalAutoencoder(TinyOptions.Create());
        using VaeTransformer first = estimator.Fit(Pictures.View(100));
        using VaeTransformer second = estimator.Fit(Pictures.View(100));

        second.Latents().ShouldBe(first.Latents());
    }

    [Fact]
    public void Fit_CallersListChangesLater_KeepsTheSizesOfThatTime()
    {
        var sizes = new List<int> { 8 };
        VaeEstimator estimator = new MLContext().Transforms.VariationalAutoencoder(TinyOptions.Create() with { Network = Network.FullyConnected(sizes) });
        sizes[0] = 3;

        using VaeTransformer got = estimator.Fit(Pictures.View(100));
        using VaeTransformer expected = TinyOptions.Create().FitTo(Pictures.View(100));

        got.Latents().ShouldBe(expected.Latents());
    }
}
