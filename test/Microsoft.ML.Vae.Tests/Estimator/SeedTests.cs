namespace Microsoft.ML.Vae.Tests.Estimator;

[Trait("case", "22")]
public class SeedTests
{
    [Fact]
    public void Fit_SameSeed_BitEqual() => Latents(3, null).ShouldBe(Latents(3, null));

    [Fact]
    public void Fit_OtherSeed_Different() => Latents(4, null).ShouldNotBe(Latents(3, null));

    [Fact]
    public void Fit_NoSeed_TakesTheContexts()
    {
        Latents(null, 3).ShouldBe(Latents(3, null));
        Latents(null, 3).ShouldBe(Latents(null, 3));
        Latents(null, 4).ShouldNotBe(Latents(null, 3));
    }

    [Fact]
    public void Fit_ContextsSeed_DoesNotDependOnWhatTheContextDidBefore()
    {
        var context = new MLContext(3);
        context.Transforms.VariationalAutoencoder("Other");
        using VaeTransformer other = context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { Seed = 8 }).Fit(TestImages.View(100));

        using VaeTransformer model = context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { Seed = null }).Fit(TestImages.View(100));

        model.Latents().ShouldBe(Latents(null, 3));
    }

    [Fact]
    public void Fit_NoSeedAnywhere_DifferentEachTime() => Latents(null, null).ShouldNotBe(Latents(null, null));

    [Fact]
    public void Fit_TransformInBetween_Unaffected()
    {
        VaeEstimator estimator = new MLContext().Transforms.VariationalAutoencoder(TestOptions.Tiny);
        using VaeTransformer first = estimator.Fit(TestImages.View(100));
        first.Latents();
        first.Evaluate(TestImages.View(10), sampleSeed: 5);
        first.Sample(3, seed: 5).Vectors("Sample");

        using VaeTransformer second = estimator.Fit(TestImages.View(100));

        second.Latents().ShouldBe(first.Latents());
    }

    private static float[][] Latents(int? seed, int? contextSeed)
    {
        using VaeTransformer model = new MLContext(contextSeed).Transforms.VariationalAutoencoder(TestOptions.Tiny with { Seed = seed }).Fit(TestImages.View(100));
        return model.Latents();
    }
}
