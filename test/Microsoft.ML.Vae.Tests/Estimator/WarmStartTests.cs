using Microsoft.ML.Data;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Estimator;

public class WarmStartTests
{
    private static readonly VaeOptions _long = TestOptions.Tiny with { Epochs = 60, LearningRate = 0.02, Seed = 9 };
    private static readonly VaeOptions _standing = TestOptions.Tiny with { LearningRate = 1e-30 };   // no weight in single precision moves

    [Fact]
    public void Fit_WarmStart_BeginsWithItsWeights()
    {
        using VaeTransformer source = _long.Fit(TestImages.View(100));
        using VaeTransformer fresh = Fit(_standing, null), warm = Fit(_standing, source);

        Weights.Of(warm).ShouldBe(Weights.Of(source));
        Weights.Of(fresh).ShouldNotBe(Weights.Of(source));
    }

    [Fact]
    public void Fit_WarmStart_BeginsWithItsLoss()
    {
        using VaeTransformer source = _long.Fit(TestImages.View(100));
        using VaeTransformer fresh = Fit(TestOptions.Tiny, null), warm = Fit(TestOptions.Tiny, source);

        double gained = fresh.History[0].NegativeElbo - source.History[^1].NegativeElbo;
        gained.ShouldBeGreaterThan(0.5);
        (fresh.History[0].NegativeElbo - warm.History[0].NegativeElbo).ShouldBeGreaterThan(0.5 * gained);
    }

    [Fact]
    public void Fit_WarmStart_LeavesTheSourceAsItIs()
    {
        using VaeTransformer source = _long.Fit(TestImages.View(100));
        float[][] before = Weights.Of(source);

        VaeTransformer warm = Fit(_long, source);

        Weights.Of(source).ShouldBe(before);
        Weights.Of(warm).ShouldNotBe(before);
        warm.Dispose();
        source.Latents(3).ShouldAllBe(latent => latent.All(float.IsFinite));
    }

    [Fact]
    public void Fit_SourceDisposedAfterwards_TheNewModelStillWorks()
    {
        VaeTransformer source = _long.Fit(TestImages.View(100));
        using VaeTransformer warm = Fit(_standing, source);
        float[][] expected = source.Latents();

        source.Dispose();

        warm.Latents().ShouldBe(expected);
    }

    [Fact]
    public void Fit_WarmStartFromAFile_BeginsWithItsWeights()
    {
        using VaeTransformer source = _long.Fit(TestImages.View(100));
        using var loaded = (VaeTransformer)SavedModel.Of(source).Load();
        using VaeTransformer warm = Fit(_standing, loaded);

        Weights.Of(warm).ShouldBe(Weights.Of(source));
    }

    [Theory]
    [InlineData(12, 3, new[] { 8 }, null, "fully connected (encoder 8, decoder 8 units, Relu), 12 pixels, 3 latent dimensions")]
    [InlineData(12, 2, new[] { 9 }, null, "fully connected (encoder 9, decoder 9 units, Relu), 12 pixels, 2 latent dimensions")]
    [InlineData(12, 2, new[] { 8 }, new[] { 8, 8 }, "fully connected (encoder 8, decoder 8-8 units, Relu), 12 pixels, 2 latent dimensions")]
    [InlineData(12, 2, new int[0], null, "linear, 12 pixels, 2 latent dimensions")]
    [InlineData(14, 2, new[] { 8 }, null, "fully connected (encoder 8, decoder 8 units, Relu), 14 pixels, 2 latent dimensions")]
    public void Fit_OtherLayers_ArgumentThatSaysBoth(int size, int latent, int[] hidden, int[]? decoder, string wanted)
    {
        using VaeTransformer source = TestOptions.Tiny.Fit(TestImages.View(20));
        ScriptedView data = new ScriptedView(20).AddVector(TinyModel.Input, NumberDataViewType.Single, size, row => TestImages.Dense(TestImages.Floats(row, size)));
        VaeOptions options = TestOptions.Tiny with { LatentDimension = latent, Network = Network.FullyConnected(hidden, decoder) };

        var thrown = Should.Throw<ArgumentException>(() => new MLContext().Transforms.VariationalAutoencoder(options).Fit(data, null, source));

        thrown.ParamName.ShouldBe("warmStart");
        thrown.Message.ShouldStartWith(
            "The model to start from is fully connected (encoder 8, decoder 8 units, Relu), 12 pixels, 2 latent dimensions; "
            + $"the options and the data ask for {wanted}.");
        data.Cursors.ShouldBeEmpty();
    }

    [Fact]
    [Trait("case", "39")]
    public void Fit_DisposedWarmStart_ObjectDisposed()
    {
        VaeTransformer source = TestOptions.Tiny.Fit(TestImages.View(20));
        source.Dispose();

        Should.Throw<ObjectDisposedException>(() => Fit(TestOptions.Tiny, source));
    }

    private static VaeTransformer Fit(VaeOptions options, VaeTransformer? warmStart) =>
        new MLContext().Transforms.VariationalAutoencoder(options).Fit(TestImages.View(100), null, warmStart);
}
